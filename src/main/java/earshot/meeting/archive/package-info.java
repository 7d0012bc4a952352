/// Writes ended meetings to files for other programs, and announces their summaries.
///
/// Decisions, and why:
///
/// * **The newest 100 are files, the database keeps all.** That is what retention means here: a file is a copy for other programs, and only
///   a person deletes a meeting. When one of the hundred is deleted, the next older one returns.
/// * **[earshot.meeting.archive.MeetingArchive] is notified that something changed, never what.** It compares the store with its files,
///   which makes the first update after a crash the same as any other. A summary that was not announced before the crash is announced then:
///   once in the log of metrics, and through the webhook when it is the first of its meeting.
/// * **Shards are counted from 0.** Speaker names given by people stand beside the ids as sent, as `speaker`, and all devices of a meeting
///   as `devices`; otherwise the files have the fields of badge-protocol section 6.3.
/// * **A file is named after the session id** where the file system allows it; other characters are replaced, and a digest keeps the names
///   apart: colons of a MAC address, and names such as `index`.
package earshot.meeting.archive;
