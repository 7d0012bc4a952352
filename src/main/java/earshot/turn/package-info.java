/// One voice turn: from the end of speech to the last sound played, in stages with monotonic times.
///
/// - [earshot.turn.Turns] starts turns; a [earshot.turn.Turn] runs on a virtual thread that only waits.
/// - [earshot.turn.Assistant] is where real models will come; [earshot.turn.Echo] and [earshot.turn.Scripted] need none.
/// - [earshot.turn.Pacer] is the one thread that sends frames. It encodes nothing: frames are encoded ahead of it, at most 3 s.
///
/// Decisions:
/// - One model of the device's playback ([earshot.turn.PlaybackModel]) answers both questions, when the next frame may leave
///   and when all has been played. So after a pause of ours the lead is built up again, and never more than the lead.
/// - Whatever a turn sends leaves under that turn's own lock, and an abort takes the same lock: after it nothing leaves.
///   The lock is held over queueing only, since a speaker never blocks.
/// - A stage begins where the one before it ended, so that the stages always add up to the whole.
/// - A stage that fails raises a problem and ends the turn in order: a device that was told `tts start` is told `tts stop`.
package earshot.turn;
