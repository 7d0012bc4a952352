/// Recordings of meetings, kept on request (`meeting.keep_sound`, off by default), so that a person can listen to a sentence again.
///
/// Decisions, and why:
///
/// * **One file for each device and meeting, `meetings/sound/<meeting>/<device>.packets`, to which packets are appended as they came.** An
///   hour takes some 10 MB instead of 115 MB, and no CPU time. Each record is: length of the packet and samples at 16 kHz in it, two bytes
///   each, big endian; then the packet.
/// * **A file is never rewritten.** An incomplete last record, left by a crash, is cut off when the device resumes its meeting.
/// * **What is imported is recorded beside the others and moved there when all of it was heard**, so that a cancelled import and a crash leave nothing behind.
/// * **One thread writes for all devices**, behind a bounded queue: a slow disk costs part of a recording, which is raised as a problem,
///   and never a sentence.
/// * **The position of a sentence is counted by the writing thread**, so that it is right after a crash, after a reconnect and after the
///   recording was deleted in the middle of a meeting.
package earshot.meeting.recording;
