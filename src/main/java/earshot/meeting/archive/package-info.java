/// Keeps meetings, passes their summaries on, and serves them to those who ask over HTTP.
///
/// Decisions, and why:
///
/// * **The database is the truth** ([earshot.meeting.archive.MeetingTable]). It holds every meeting until a person deletes it, the running
///   ones too: the active state of a device that badge-protocol section 3.4.5 puts into `active_<device>.json` is the sentences of its
///   meeting that is not ended, so there is no such file that could disagree.
/// * **Search is by words, with a table of our own making.** SQLite's trigrams find nothing shorter than three characters, and the usual
///   Chinese word has two. So each Chinese, Japanese or Korean character is a word of its own and a word of them a phrase, while a word of
///   letters is found by its beginning ([earshot.meeting.archive.Words]).
package earshot.meeting.archive;
