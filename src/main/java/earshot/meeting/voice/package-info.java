/// What a connection hears in a meeting becomes text.
///
/// Decisions, and why:
///
/// * **Nothing that was said is cancelled by what is said next.** In a conversation a new sentence interrupts the one before; in a meeting
///   each counts. So the utterances of a connection wait for the recogniser in a queue, bounded by seconds of sound, and are heard in order.
/// * **What cannot be recognised leaves a mark.** A recogniser that fails or hangs, and a queue that is full, give a gap with its time and
///   length: in the transcript, in the timeline and among the problems. Nothing is lost silently.
/// * **The queue outlives its connection.** A device that vanishes in the middle of a sentence has said that sentence. A recogniser of its
///   own is therefore opened with each meeting and closed when the last word of it is there, and the next meeting starts with a fresh one.
/// * **A phrase ends a meeting only as a sentence of its own with nothing behind it**, but for words of courtesy: "end the meeting", "好，结束会议吧".
///   A sentence that merely mentions it ("they wanted to end the meeting early") stays a sentence. The phrase itself is an order to the
///   recorder and no part of the minutes; what was said before it in one breath is.
package earshot.meeting.voice;
