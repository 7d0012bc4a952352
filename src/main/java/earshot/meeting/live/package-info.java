/// Running meetings: taking sentences in, merging, pushing, interim summaries, ending. [earshot.meeting.live.Meetings] is all of them, one
/// [earshot.meeting.live.Seat] is the place of a connection at the table.
///
/// What the sources leave open, and what was chosen:
///
/// * **Acknowledged is kept.** A snippet is answered when the book has it. What the book refuses is answered by `NOT_KEPT`, raised as a
///   problem, and owed: it goes with the next write, so that no repeat is acknowledged before the sentence itself is kept. What is owed at
///   the end is tried until it is kept; only then the meeting is over for the book and the archive. A finalize is acknowledged before
///   anything else, ahead of snippets that the disk still has.
/// * **Who repeats whom** ([earshot.meeting.live.Repeats]). Only the same words count, whatever their marks, case, width and white space;
///   nothing is compared by resemblance. The same mouth (device and speaker) is heard once a minute with the same words; the minute is
///   counted from the sentence that stands. Another device repeats a sentence only when it is long (from 8 Chinese characters or 16
///   letters on): short answers may come from two people, and so may long ones of two speakers at one device.
/// * **A partial grows in its place**, keeping number and time, for 10 s after it was last heard; one that ended as sentences do grows only
///   when it is long, for some recognisers end every partial so. One that comes within 3 s after what it grew to is a repeat. What the own
///   recogniser heard is never a partial, though it may set no marks: who says "okay" and then "okay let us begin" has said both. Repeats
///   are kept to be looked at, never counted.
/// * **200 sentences that wait are merged early** instead of dropping the next one, as the origin did after it had acknowledged it.
/// * **Of ten messages within a second the tenth is refused** (`RATE_LIMITED`), not acknowledged and dropped.
/// * **Going on.** A device goes on with the meeting that it left for as long as `meeting.resume_within_min` says, over restarts of the
///   program, too; then the meeting ends by itself as of when the last device left. What was being summed up when the program died is
///   summed up at the next start.
/// * **The end** comes for all devices of a meeting at once. Who asks while the minutes are being written gets them twice, the second time
///   `idempotent`; a device that finishes what never began gets an acknowledgement with `startedAt` 0 and an empty summary.
/// * **A person's title** stays what it is; without one the meeting is called what its summary is.
/// * **The trash** is emptied here, an hour late at most.
///
/// The lock of a meeting guards memory only. Writes are queued and messages handed over under it, so that they leave in the order of what
/// happened; nothing waits under it.
package earshot.meeting.live;
