/// Meetings: what several people say near one or more devices becomes a transcript and minutes. This package holds the records and
/// interfaces that all parts share, and what the console reads. `earshot.meeting.live` runs the meetings, `earshot.meeting.transcription`
/// turns speech into text, `earshot.meeting.recording` keeps recordings, `earshot.meeting.soundfile` transcribes those that people have as
/// files, `earshot.meeting.summary` writes the minutes, `earshot.meeting.store` holds the tables, `earshot.meeting.archive` writes files of
/// ended meetings, `earshot.meeting.webhook` sends their summaries, `earshot.meeting.http` serves them, `earshot.meeting.export` writes
/// files that a person asks for.
///
/// Decisions, and why:
///
/// * **A meeting belongs to the program, not to a connection.** It survives a device that goes to sleep, a crash of the program, and
///   several devices that listen to one room.
/// * **Its id is the session id of the connection that began it**, as devices expect, unless a meeting has that id already: the second
///   meeting of a connection gets an id of its own, so that none overwrites another (the trap of badge-protocol section 6.3).
/// * **A sentence is stored before it is acknowledged.** The database is the source of truth; the files of badge-protocol section 6.3 are
///   written from it for those who read them.
package earshot.meeting;
