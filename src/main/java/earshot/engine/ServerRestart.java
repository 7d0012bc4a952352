package earshot.engine;

import module java.base;

import earshot.data.LetterCase;
import earshot.device.DeviceModel;
import earshot.engine.Operation.Outcome;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.session.SessionRegistry;
import earshot.time.Time;
import earshot.watch.ChangeSignal;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Restarts the server within the process, in phases that are reported as progress and as events.
///
/// The delay of the first phase comes from the protocol: the device that requested the restart must get its answer, and others
/// are served meanwhile. Source: badge-protocol sections 2.11 and 3.8.
record ServerRestart(Time time, ServerLifecycle serverLifecycle, SessionRegistry sessions, Watch<List<DeviceModel>> devices, MeetingAssembly meetings,
    EventSink events, ProblemSink problems) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRestart.class);
    static final Duration ANNOUNCE_DELAY = Duration.ofSeconds(1);
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
    static final Duration RECONNECT_LIMIT = Duration.ofSeconds(10);

    /// The phases in their order; the texts of their events take the counts of the phase.
    private enum Phase {
        ANNOUNCE(EventCode.RESTART_ANNOUNCE),
        MEETINGS(EventCode.RESTART_MEETINGS),
        DRAIN(EventCode.RESTART_DRAIN),
        CLOSE(EventCode.RESTART_CLOSE),
        OPEN(EventCode.RESTART_OPEN),
        BACK(EventCode.RESTART_BACK),
        DONE(EventCode.RESTART_DONE);

        private final EventCode event;

        Phase(EventCode event) {
            this.event = event;
        }

        /// Key of the console's text.
        String key() {
            return LetterCase.lower(name());
        }
    }

    /// Runs the restart; waits, so call it on a virtual thread.
    Outcome run(RunningOperation operation) {
        Set<DeviceId> before = new HashSet<>(sessions.online());
        int running = meetings.runningCount();
        int attended = meetings.attendedCount();
        if (!close(operation)) {
            return new Outcome.Cancelled();
        }
        reportPhase(operation, Phase.OPEN, 0.5);
        Optional<Problem> failure = serverLifecycle.open();
        if (failure.isPresent()) {
            Problem problem = Problem.of(ProblemCode.RESTART_FAILED, failure.get().asArgument());
            problems.raise(problem);
            return new Outcome.Failed(problem);
        }
        problems.resolve(ProblemCode.RESTART_FAILED, ProblemSubject.program());
        return countReconnected(operation, before, running, attended);
    }

    /// Runs the phases up to the closed server; waits. False when it was cancelled: then the server still serves.
    boolean close(RunningOperation operation) {
        serverLifecycle.setPhase(EngineState.Phase.RESTARTING);
        reportPhase(operation, Phase.ANNOUNCE, 0, sessions.online().size());
        if (meetings.runningCount() > 0) {
            reportPhase(operation, Phase.MEETINGS, 0.1, meetings.flush());
        }
        boolean cancelled = time.await(operation.whenCancelled().thenApply(_ -> true), ANNOUNCE_DELAY).isPresent()
            || cancelledBefore(() -> speaking() == 0, DRAIN_LIMIT, operation, () -> reportPhase(operation, Phase.DRAIN, 0.2, speaking()));
        if (cancelled) {
            serverLifecycle.setPhase(EngineState.Phase.RUNNING);
            events.log("restart", EventCode.RESTART_CANCELLED);
            return false;
        }
        LOG.info("执行服务器重启...");
        reportPhase(operation, Phase.CLOSE, 0.4);
        sessions.closeAll(true);
        serverLifecycle.close();
        return true;
    }

    private long speaking() {
        return devices.get().stream().filter(device -> device.facts().get().connection().filter(connection -> connection.speaking()).isPresent()).count();
    }

    /// The server is open again. For up to 10 s, counts the devices that reconnect by themselves; the others are asleep until woken.
    private Outcome countReconnected(RunningOperation operation, Set<DeviceId> before, int running, int attended) {
        cancelledBefore(() -> reconnected(before) == before.size() && meetings.attendedCount() >= attended, RECONNECT_LIMIT, operation, () -> {
            long back = reconnected(before);
            reportPhase(operation, Phase.BACK, 0.6 + 0.4 * back / Math.max(1, before.size()), back, before.size());
        });
        long back = reconnected(before);
        long asleep = before.size() - back;
        reportPhase(operation, Phase.DONE, 1, back, asleep);
        return running == 0 ? Outcome.Done.of("restart", back, asleep)
            : Outcome.Done.of("meetings", back, asleep, Math.min(running, meetings.attendedCount()), running);
    }

    private long reconnected(Set<DeviceId> before) {
        return sessions.online().stream().filter(before::contains).count();
    }

    /// Waits until a condition over devices and meetings holds, at most `limit`; calls `report` before each wait. Returns whether the
    /// operation was cancelled.
    private boolean cancelledBefore(BooleanSupplier condition, Duration limit, RunningOperation operation, Runnable report) {
        ChangeSignal changes = new ChangeSignal();
        long until = time.nanos() + limit.toNanos();
        try (DeviceChanges _ = new DeviceChanges(devices, changes::changed); WatchSubscription _ = meetings.model().running().observe(_ -> changes.changed())) {
            CompletableFuture<Void> change = changes.next();
            while (!condition.getAsBoolean() && !operation.whenCancelled().isDone() && time.nanos() < until) {
                report.run();
                time.await(CompletableFuture.anyOf(change, operation.whenCancelled()).thenApply(_ -> true), Duration.ofNanos(until - time.nanos()));
                change = changes.next();
            }
        }
        return operation.whenCancelled().isDone();
    }

    /// @param counts numbers for the text of the phase
    private void reportPhase(RunningOperation operation, Phase phase, double done, Object... counts) {
        Operation.Progress was = operation.progress().get();
        operation.reportProgress(phase.key(), done, counts);
        if (!was.phase().equals(phase.key())) {
            events.log("restart", phase.event, counts);
        }
    }
}
