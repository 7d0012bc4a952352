package earshot.engine;

import earshot.device.DeviceModel;
import earshot.engine.EngineState.Phase;
import earshot.engine.Operation.Outcome;
import earshot.event.Events;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.session.Sessions;
import earshot.time.Time;
import earshot.watch.Watch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Restarts the server within the process, in phases that are reported as progress and as events.
///
/// The delay of the first phase comes from the protocol: the device that requested the restart must get its answer, and others
/// are served meanwhile. Source: badge-protocol sections 2.11 and 3.8. The original server starts a successor process instead;
/// a restart in place needs neither a terminal nor a hand-over of the port between two processes.
final class Restarting {
    static final Duration PAUSE = Duration.ofSeconds(1);
    static final Duration DRAIN = Duration.ofSeconds(5);
    static final Duration COUNT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Time time;
    private final Serving serving;
    private final Sessions sessions;
    private final Watch<List<DeviceModel>> devices;
    private final MeetingHouse meetings;
    private final Events events;
    private final Problems problems;

    Restarting(Time time, Serving serving, Sessions sessions, Watch<List<DeviceModel>> devices, MeetingHouse meetings, Events events, Problems problems) {
        this.time = time;
        this.serving = serving;
        this.sessions = sessions;
        this.devices = devices;
        this.meetings = meetings;
        this.events = events;
        this.problems = problems;
    }

    /// Runs the restart; waits, so call it on a virtual thread.
    Outcome run(Ongoing operation) {
        Set<String> before = new HashSet<>(sessions.online());
        serving.enter(Phase.RESTARTING);
        step(operation, "announce", 0, before.size());
        if (meetings.running() > 0) {
            step(operation, "meetings", 0.1, meetings.saved());
        }
        int running = meetings.running();
        int attended = meetings.attended();
        if (cancelled(operation, PAUSE) || drained(operation)) {
            serving.enter(Phase.RUNNING);
            events.happened("restart", Severity.INFO, "restart cancelled");
            return new Outcome.Cancelled();
        }
        step(operation, "close", 0.4);
        sessions.closeAll(true);
        serving.close();
        step(operation, "open", 0.5);
        Optional<Problem> failure = serving.open();
        if (failure.isPresent()) {
            Problem problem = Problem.of(Code.RESTART_FAILED, "open", failure.get().what(Locale.ENGLISH));
            problems.raise(problem);
            return new Outcome.Failed(problem);
        }
        problems.resolve(Code.RESTART_FAILED, Subject.program());
        return counted(operation, before, running, attended);
    }

    /// Waits up to 5 s until no device is being spoken to. Returns whether it was cancelled.
    private boolean drained(Ongoing operation) {
        long until = time.nanos() + DRAIN.toNanos();
        long speaking = speaking();
        while (speaking > 0 && time.nanos() < until) {
            step(operation, "drain", 0.2, speaking);
            if (cancelled(operation, LOOK)) {
                return true;
            }
            speaking = speaking();
        }
        return operation.whenCancelled().isDone();
    }

    private long speaking() {
        return devices.get().stream().filter(device -> device.facts().get().connection().filter(connection -> connection.speaking()).isPresent()).count();
    }

    /// The server is open again. For up to 10 s, counts the devices that reconnect by themselves; the others are asleep until woken.
    private Outcome counted(Ongoing operation, Set<String> before, int running, int attended) {
        long until = time.nanos() + COUNT.toNanos();
        long back = back(before);
        while ((back < before.size() || meetings.attended() < attended) && time.nanos() < until) {
            step(operation, "back", 0.6 + 0.4 * back / Math.max(1, before.size()), back, before.size());
            if (cancelled(operation, LOOK)) {
                break;
            }
            back = back(before);
        }
        long asleep = before.size() - back;
        step(operation, "done", 1, back, asleep);
        return running == 0 ? Outcome.Done.of("restart", back, asleep) : Outcome.Done.of("meetings", back, asleep, Math.min(running, meetings.attended()), running);
    }

    private long back(Set<String> before) {
        return sessions.online().stream().filter(before::contains).count();
    }

    private boolean cancelled(Ongoing operation, Duration wait) {
        return time.await(operation.whenCancelled().thenApply(_ -> true), wait).isPresent();
    }

    /// @param counts numbers for the text of the phase
    private void step(Ongoing operation, String phase, double done, Object... counts) {
        Operation.Progress was = operation.progress().get();
        operation.step(phase, done, counts);
        if (!was.phase().equals(phase)) {
            events.happened("restart", Severity.INFO, switch (phase) {
                case "announce" -> "begins, %s devices connected".formatted(counts);
                case "meetings" -> "%s running meetings are saved".formatted(counts);
                case "drain" -> "waits for %s devices that are being spoken to".formatted(counts);
                case "close" -> "closes the doors";
                case "open" -> "opens the doors";
                case "back" -> "the doors are open, %s of %s devices back".formatted(counts);
                default -> "done: doors open, %s devices back, %s asleep".formatted(counts);
            });
        }
    }
}
