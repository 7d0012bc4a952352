package earshot.engine;

import module java.base;

import earshot.engine.EngineState.Phase;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.event.EventText;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.server.ServerHealth;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the server's own ports whether they answer, every 10 s while they are open. When they do not, three times in a row, the server restarts, and
/// when that does not help, the process. A part of the server that is known to have ended needs no second question.
///
/// Where the address that the server listens on is gone, a restart would only leave it closed, so there is none. A server that a restart of the
/// watchdog did not open again is tried to be opened until it is.
///
/// Never a loop: each restart that did not help doubles the pause before the next one, from one minute to an hour, and a process that has not run for
/// ten minutes is not restarted.
final class ServerWatchdog implements AutoCloseable {
    static final Duration PERIOD = Duration.ofSeconds(10);
    static final int FAILURES = 3;
    static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    /// How long the server must have answered before restarts are counted again, and the process have run before it is restarted.
    static final Duration STABLE = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(ServerWatchdog.class);

    private final Time time;
    private final Supplier<Phase> phase;
    private final Supplier<Optional<ServerHealth>> check;
    private final Function<Command, Operation> engine;
    private final ProblemSink problems;
    private final EventSink events;
    private final long begun;
    private final AtomicBoolean checking = new AtomicBoolean();
    private final Time.Timer timer;
    // of the check that runs; one at a time
    private int failures;
    private int restarts;
    private boolean restarted;
    private long notBefore;
    private long answersSince = Time.NEVER;

    /// @param check asks the server; may take some seconds, called on a virtual thread
    /// @param engine runs commands
    ServerWatchdog(Time time, Supplier<Phase> phase, Supplier<Optional<ServerHealth>> check, Function<Command, Operation> engine, ProblemSink problems,
        EventSink events) {
        this.time = time;
        this.phase = phase;
        this.check = check;
        this.engine = engine;
        this.problems = problems;
        this.events = events;
        begun = time.nanos();
        notBefore = begun;
        timer = time.every(PERIOD, this::tick);
    }

    @Override
    public void close() {
        timer.cancel();
    }

    /// Whether no check runs now.
    boolean idle() {
        return !checking.get();
    }

    private void tick() {
        if ((phase.get() == Phase.RUNNING || phase.get() == Phase.FAILED) && checking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("watchdog").start(() -> {
                try {
                    if (phase.get() == Phase.FAILED) {
                        reopen();
                        return;
                    }
                    Optional<ServerHealth> health = check.get();
                    // closed meanwhile, by a restart or for good: then silence is no wonder
                    if (phase.get() == Phase.RUNNING) {
                        health.ifPresent(this::judge);
                    }
                } catch (Throwable e) {
                    FatalErrors.report(e);
                    LOG.error("the server could not be checked", e);
                } finally {
                    checking.set(false);
                }
            });
        }
    }

    private void judge(ServerHealth health) {
        switch (health) {
            case ANSWERS -> answered();
            case SILENT -> {
                answersSince = Time.NEVER;
                failures++;
                if (failures <= FAILURES) {
                    LOG.warn("the server does not answer at its own ports, {} times in a row", failures);
                }
                if (failures >= FAILURES) {
                    restart(ProblemReason.SERVER_NO_ANSWER.with(String.valueOf(failures)));
                }
            }
            case ADDRESS_ABSENT -> {
                answersSince = Time.NEVER;
                failures = 0;
            }
            case BROKEN -> {
                answersSince = Time.NEVER;
                restart(ProblemReason.SERVER_THREAD_ENDED.toString());
            }
        }
    }

    /// The server is closed, because it could not be opened. That is ours to mend only where it was open before we restarted it.
    private void reopen() {
        if (restarted && time.nanos() >= notBefore) {
            LOG.warn("the server could not be opened after its restart; trying again");
            pause();
            engine.apply(new Command.Restart());
        }
    }

    private void answered() {
        failures = 0;
        restarted = false;
        if (answersSince == Time.NEVER) {
            answersSince = time.nanos();
            problems.resolve(ProblemCode.SERVER_SILENT, ProblemSubject.program());
        }
        if (time.nanos() - answersSince >= STABLE.toNanos()) {
            restarts = 0;
        }
    }

    private void restart(String why) {
        problems.raise(Problem.of(ProblemCode.SERVER_SILENT, why));
        if (time.nanos() < notBefore) {
            return;
        }
        boolean process = restarts > 0 && time.nanos() - begun >= STABLE.toNanos();
        EventText text = EventText.of(process ? EventCode.WATCHDOG_PROCESS : EventCode.WATCHDOG_SERVER, why);
        events.log("watchdog", Severity.CRITICAL, text);
        LOG.error("{}", text.in(Locale.ENGLISH));
        pause();
        failures = 0;
        restarted = !process;
        engine.apply(process ? new Command.RestartProcess() : new Command.Restart());
    }

    /// Counts a restart, and sets when the next one may be.
    private void pause() {
        long pause = Math.min(SHORTEST_PAUSE.toNanos() << Math.clamp(restarts - 1, 0, 10), LONGEST_PAUSE.toNanos());
        notBefore = time.nanos() + (restarts == 0 ? 0 : pause);
        restarts++;
    }
}
