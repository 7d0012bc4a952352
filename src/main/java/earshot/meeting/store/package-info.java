/// The tables of meetings in the database.
///
/// Decisions, and why:
///
/// * **The database is the source of truth** ([earshot.meeting.store.DatabaseMeetingStore]). It holds every meeting until a person deletes it,
///   running ones included. The active state of a device that badge-protocol section 3.4.5 puts into `active_<device>.json` is the
///   sentences of its unfinished meeting, so there is no such file that could disagree.
/// * **One text of a meeting is shown, the others lie aside** ([earshot.meeting.store.TranscriptVersionTables]) and are moved back when
///   they are shown again, with their summaries: search, archive and exports know of one text only.
/// * **Search uses words from a tokenizer of our own.** SQLite's trigrams find nothing shorter than three characters, and the usual Chinese
///   word has two. So each Chinese, Japanese or Korean character is indexed as a word and such a word is searched as a phrase, while a word
///   of letters is found by its beginning ([earshot.meeting.store.SearchText]).
package earshot.meeting.store;
