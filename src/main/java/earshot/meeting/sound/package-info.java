/// The sound of meetings, kept where the settings want it (`meeting.keep_sound`, off by default), to hear again what a sentence says.
///
/// Decisions, and why:
///
/// * **One file for each device and meeting, `meetings/sound/<meeting>/<device>.packets`, to which packets are appended as they came.** An hour
///   takes some 10 MB instead of 115 MB, and nothing is computed for it. Each record is: length of the packet and samples at 16 kHz in it,
///   two bytes each, big endian; then the packet.
/// * **A file is never rewritten.** What a crash left of a last record is cut off when the device goes on with its meeting.
/// * **One thread writes for all**, behind a bounded queue: a slow disk costs kept sound, said as a problem, and never a sentence.
/// * **Where a sentence stands is counted by the writer**, so that it is right after a crash, after a reconnect and after the sound was forgotten
///   in the middle of a meeting.
package earshot.meeting.sound;
