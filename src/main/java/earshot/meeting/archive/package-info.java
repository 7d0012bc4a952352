/// Stores meetings, delivers their summaries, and serves them over HTTP.
///
/// Decisions, and why:
///
/// * **The database is the source of truth** ([earshot.meeting.archive.DatabaseMeetingStore]). It holds every meeting until a person deletes it,
///   running ones included. The active state of a device that badge-protocol section 3.4.5 puts into `active_<device>.json` is the
///   sentences of its unfinished meeting, so there is no such file that could disagree.
/// * **Search uses words from a tokenizer of our own.** SQLite's trigrams find nothing shorter than three characters, and the usual Chinese
///   word has two. So each Chinese, Japanese or Korean character is indexed as a word and such a word is searched as a phrase, while a word
///   of letters is found by its beginning ([earshot.meeting.archive.SearchText]).
/// * **Files and HTTP show the newest 100, the database keeps all.** That is what retention means here: a file is a copy for other
///   programs, and only a person deletes a meeting. When one of the hundred is deleted, the next older one returns.
/// * **[earshot.meeting.archive.MeetingArchive] is notified that something changed, never what.** It compares the store with its files,
///   which makes the first update after a crash the same as any other. A summary that was not announced before the crash is announced then:
///   once in the log of metrics, and through the webhook when it is the first of its meeting. An unfinished delivery is sent again, so that
///   the receiver of a webhook may get a summary twice (the session id identifies it) but not never.
/// * **Shards are counted from 0.** Speaker names given by people stand beside the ids as sent, as `speaker`, and all devices of a meeting
///   as `devices`; otherwise the files have the fields of badge-protocol section 6.3.
/// * **A file is named after the session id** where the file system allows it; other characters are replaced, and a digest keeps the names
///   apart: colons of a MAC address, and names such as `index`.
/// * **The HTTP interface reads the files**, so that it shows what is archived, and a long meeting costs one shard a page. A running
///   meeting is not shown. `fromTs` and `toTs` select meetings that overlap that time, `deviceId` any device that took part.
///   `/supie/workflow` is not there yet.
/// * **The signature is lower-case hexadecimal**, over the bytes of the body as sent. Logged failures of a delivery contain no address,
///   header or body: each may hold a secret.
package earshot.meeting.archive;
