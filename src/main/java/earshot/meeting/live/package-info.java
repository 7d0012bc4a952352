/// Running meetings: accepting sentences, merging them, sending the transcript, interim summaries, finalizing.
/// [earshot.meeting.live.MeetingManager] manages all of them, one [earshot.meeting.live.MeetingParticipation] is how a connection takes part.
///
/// What the sources leave open, and what was chosen:
///
/// * **Acknowledged means stored.** A snippet is answered when it is in the store. What the store refuses is answered with `NOT_KEPT`,
///   raised as a problem, and written again with the next write, so that no repeat is acknowledged before the sentence itself is stored.
///   What is still unsaved at the end is retried until it is stored; only then has the meeting ended for the store and the archive. A
///   finalize is acknowledged before anything else, ahead of snippets that are still being written.
/// * **Which sentences are repeats** ([earshot.meeting.live.Deduplicator]). Only the same words count, whatever their punctuation, case, width
///   and white space; there is no fuzzy comparison. The same speaker (device and speaker id) counts once a minute with the same words; the
///   minute runs from the sentence that counts. Another device repeats a sentence only when it is long (from 8 Chinese characters or 16
///   letters on): short answers may come from two people, and so may long ones of two speakers at one device.
/// * **A partial grows in its place**, keeping number and time, for 10 s after it was last received; one that ended with a full stop grows
///   only when it is long, because some recognizers end every partial so. One that comes within 3 s after the sentence it grew to is a
///   repeat. What our own recognizer returns is never a partial, though it may have no punctuation: who says "okay" and then "okay let us
///   begin" has said both. Repeats are kept for inspection, never counted.
/// * **More than 200 pending sentences are merged early** instead of dropping the next one, as the original server did after it had
///   acknowledged it.
/// * **Of ten messages within a second the tenth is refused** (`RATE_LIMITED`), not acknowledged and dropped. Items count as well: 200 at
///   once, for a device that kept them, and 60 a second from then on; a message with more (2000 at most) is taken after a pause, in slices,
///   and delays the next ones of its sender.
/// * **A meeting holds sixty million characters**, far more than ten devices hear in twelve hours; what comes later is answered with
///   `NOT_KEPT` and raised as a problem once.
/// * **Resuming.** A device resumes the meeting that it left for as long as `meeting.resume_within_min` says, across restarts of the
///   program, too; after that the meeting ends by itself, as of when the last device left. A meeting that was being summarized when the
///   program died is summarized at the next start.
/// * **The end** comes for all devices of a meeting at once. A device that asks while the minutes are being written gets them twice, the
///   second time `idempotent`; a device that finalizes without a meeting gets an acknowledgement with `startedAt` 0 and an empty summary.
/// * **A forgotten meeting** ends when nobody said anything for `meeting.end_after_silence_min` although devices take part; they and the console are asked
///   five minutes before ([earshot.meeting.live.SilenceTimeout]). It ends as of its last sentence.
/// * **A person's title** is never replaced; without one the meeting gets the title of its summary.
/// * **A meeting that ended can continue** ([earshot.meeting.live.ContinuedMeeting]) with its id and all sentences. Its summary becomes an
///   interim one, so that a person still reads it and the next one covers everything; the time between counts nowhere as duration.
/// * **Two meetings are joined into a third** ([earshot.meeting.live.JoinedMeeting]) and go to the trash as they are: taking them out again
///   undoes it. Recordings are copied, so that they are heard when the two are gone.
/// * **A meeting may have several texts** ([earshot.meeting.live.RetranscribedMeeting]): its recordings transcribed again as if they had
///   been heard so at the time, with the same rules for repeats. The time of a sentence comes from the sentences before it in the
///   recording, because a recording has no gaps where its device sent nothing.
/// * **The trash** is emptied here, an hour late at most.
///
/// Under the lock of a meeting writes are queued and messages handed over, in the order of events; nothing blocks under it.
package earshot.meeting.live;
