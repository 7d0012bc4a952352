/// Meetings: what is said in a room becomes minutes. This package is the vocabulary that all parts share, and what the console sees;
/// `live` holds running meetings, `summary` writes the minutes, `archive` keeps, passes on and serves what was said, `export` writes files.
///
/// Decisions, and why:
///
/// * **A meeting belongs to the house, not to a connection.** It survives that a device goes to sleep, that the program dies and that
///   several devices listen to one room.
/// * **Its id is that of the session of the connection that began it**, as devices expect, unless a meeting has that id already: the
///   second one of a connection gets one of its own, so that none overwrites another (the trap of badge-protocol section 6.3).
/// * **A sentence is kept before it is acknowledged.** The database is the truth; the files of badge-protocol section 6.3 are written
///   from it for those who read them.
package earshot.meeting;
