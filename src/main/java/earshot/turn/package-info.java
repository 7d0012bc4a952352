/// One voice turn: from the end of speech to the last sound played, in stages with monotonic times.
///
/// - [earshot.turn.TurnFactory] starts a turn for a [earshot.turn.TurnRequest]; a [earshot.turn.Turn] runs on a virtual thread that only waits.
/// - `TurnPipeline` is that thread's work: recognize, answer, speak, play to the end. `SpeechPlayer` makes speech of the answer and encodes it,
///   `Playout` holds what waits to be sent, `TurnReport` keeps and publishes the facts, `StepWaiter` waits and is what an abort ends.
/// - [earshot.turn.TurnFacts] is what is reported of a turn, [earshot.turn.TurnStage] its stages; [earshot.turn.TurnLog] keeps finished turns and the
///   newest one of each device.
/// - [earshot.turn.Assistant] is the interface of who answers; its implementations are in the conversation package.
/// - [earshot.turn.FramePacer] is the one thread that sends frames. It encodes nothing: frames are encoded ahead of it, at most 2 s.
///
/// Decisions:
/// - One estimate of the device's playback ([earshot.turn.PlaybackEstimator]) answers both questions: when the next frame may be sent and
///   when everything has been played. So after a pause in sending the lead is built up again, and never exceeded.
/// - Whatever a turn sends is sent under that turn's own lock, and an abort takes the same lock: after it nothing is sent.
///   The lock is held only while queueing, since [earshot.turn.DeviceOutput] never blocks.
/// - A stage begins where the one before it ended, so that the stages always add up to the whole turn.
/// - A stage that fails raises a problem and ends the turn in order: a device that got `tts start` also gets `tts stop`.
package earshot.turn;
