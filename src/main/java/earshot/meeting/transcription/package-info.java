/// Transcribes what people say in a meeting.
///
/// Decisions, and why:
///
/// * **New speech never cancels earlier speech.** In a conversation a new utterance interrupts the one before; in a meeting each counts. So
///   the utterances of a connection wait for the recognizer in a queue, bounded by seconds of audio, and are transcribed in order.
/// * **What cannot be recognized leaves a gap.** When a recognizer fails or hangs, or the queue is full, a gap with its time and length
///   appears in the transcript, in the timeline and among the problems. Nothing is lost silently.
/// * **The queue outlives its connection.** What a device sent before it vanished in the middle of a sentence is still transcribed. So a
///   recognizer is opened for each meeting of a connection and closed when its last utterance is transcribed, and the next meeting starts
///   with a fresh one.
/// * **A phrase ends a meeting only as a sentence of its own with nothing after it**, except words of courtesy: "end the meeting",
///   "好，结束会议吧". A sentence that merely mentions it ("they wanted to end the meeting early") is a normal sentence. The phrase itself is a
///   command and no part of the minutes; what was said before it in the same utterance is.
package earshot.meeting.transcription;
