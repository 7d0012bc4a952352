package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.problem.ProblemException;

/// Restarts the process: first whatever can fail without harm, then the phases of a [ServerRestart] up to the closed server, then the owner
/// of the process continues. Source: badge-protocol section 3.8.
///
/// @param owner of this process
record ProcessRestart(ProcessOwner owner, ServerRestart server, ServerLifecycle lifecycle, EventSink events) {
    /// Runs the restart; waits, so call it on a virtual thread. Where the process cannot be restarted, the server is.
    ///
    /// @throws ProblemException when the successor does not start; the server still serves then
    Outcome run(RunningOperation operation) {
        operation.reportProgress("successor", 0);
        Optional<ProcessOwner.PreparedRestart> prepared = owner.prepareRestart();
        if (prepared.isEmpty()) {
            events.log("restart", EventCode.RESTART_WITHIN_PROCESS);
            return server.run(operation);
        }
        events.log("restart", EventCode.RESTART_PROCESS);
        boolean proceeds = false;
        try {
            if (!server.close(operation)) {
                return new Outcome.Cancelled();
            }
            operation.reportProgress("hand_over", 0.5);
            Optional<Command.ChoosePorts> ports = lifecycle.portsToKeep();
            proceeds = true;
            prepared.get().proceed(ports);
            return Outcome.Done.of("process");
        } finally {
            if (!proceeds) {
                prepared.get().cancel();
            }
        }
    }
}
