/// Fault injection at the borders of the server: what it does wrong on purpose for one device, while [earshot.fault.FaultRegistry] says so.
///
/// [earshot.fault.injection.FaultyConnections] stands between the sessions and whoever observes what passes, so that an observer sees what the
/// device sees. [earshot.fault.injection.FaultyOta] changes answers to boot requests, [earshot.fault.injection.FaultyTurns] the recognizer, the
/// language model and the voice of a turn; where a built-in assistant answers, which has no model, the assistant. A part that fails here says
/// that somebody switched it on ([earshot.problem.ProblemCode#FAULT_ON]), and never that its provider failed. Nothing below knows that it can
/// be made to fail.
///
/// A half-open connection does not answer the pings of the WebSocket either, and sends none; only TCP still acknowledges what comes.
package earshot.fault.injection;
