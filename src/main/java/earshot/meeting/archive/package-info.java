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
/// * **Files and HTTP show the newest 100, the database keeps all.** That is what retention means here: a file is a copy for other
///   programs, and a person alone deletes what was said. When one of the hundred is thrown away, the next older one comes back.
/// * **[earshot.meeting.archive.MeetingArchive] is told that something changed, never what.** It compares the book with its files, which
///   makes the first look after a crash the same as any other. A summary that nobody was told of is told then: once into the log of
///   metrics, and by the webhook when it is the first of its meeting. One that was under way is sent again, so that the receiver of a
///   webhook may hear twice (the session id tells), but not never.
/// * **Shards are counted from 0.** Names of speakers that persons gave stand beside what was sent, as `speaker`, and all devices of a
///   meeting as `devices`; else the files have the fields of badge-protocol section 6.3.
/// * **A file is named after the session id** where file systems can bear that, and what they cannot is replaced and told apart by a digest:
///   colons of a MAC, and names such as `index`.
/// * **The HTTP pages read the files**, so that they show what is archived, and a long meeting costs one shard a page. A running meeting is
///   not shown. `fromTs` and `toTs` choose meetings that overlap that time, `deviceId` any device that took part. `/supie/workflow` is not
///   there yet.
/// * **The signature is lower-case hexadecimal**, over the bytes of the body as sent. Where the program wrote down what went wrong, it wrote
///   no address, header or body: each may hold a secret.
package earshot.meeting.archive;
