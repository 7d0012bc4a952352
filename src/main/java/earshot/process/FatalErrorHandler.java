package earshot.process;

import module java.base;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process after a [fatal error][FatalErrors], whichever thread meets it: a report is written, a successor started, the process ended at
/// once. A process without memory that continues would answer some and not others, and nobody would know.
///
/// This is done here and not by the virtual machine (`-XX:+ExitOnOutOfMemoryError`), because that one leaves no report and no successor, and does
/// not act on a missing thread. What is needed is there beforehand: two threads, the open file, a buffer, and memory that is let go of for the rest. A
/// second thread ends the process when the first does not come to its end.
public final class FatalErrorHandler implements Thread.UncaughtExceptionHandler, AutoCloseable {
    /// Exit code of a process that ends in a fatal error.
    public static final int EXIT_CODE = 3;
    /// How many successors in a row may end in a fatal error before nobody starts another one.
    static final int SUCCESSORS = 3;
    /// Environment variable: how many processes in a row ended in a fatal error before this one.
    static final String COUNT = "EARSHOT_FATAL_ERRORS";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /// A process that lived as long as this had no part in a row of failures.
    private static final Duration STABLE = Duration.ofMinutes(10);
    private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(60));
    private static final int RESERVE = 2 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrorHandler.class);

    /// What a fatal error needs of the program.
    ///
    /// @param arguments of the program
    /// @param environment of this process
    /// @param supervision who starts this process again
    /// @param details more lines for the report, without secrets
    /// @param halt ends the process at once with an exit code
    public record Setup(HomeDirectory home, List<String> arguments, Map<String, String> environment, Supplier<Supervision> supervision,
        Supplier<List<String>> details, IntConsumer halt) {}

    private final Time time;
    private final Setup setup;
    private final FatalErrorReport report;
    private final Supervision supervision;
    private final long begun;
    private final int before;
    private final AtomicReference<Throwable> met = new AtomicReference<>();
    private final Time.Alarm writer;
    private final Time.Alarm limiter;
    private volatile Thread where = Thread.currentThread();
    private volatile long limit = Time.NEVER;
    private byte[] reserve = new byte[RESERVE];

    private FatalErrorHandler(Time time, Setup setup, FatalErrorReport report) {
        this.time = time;
        this.setup = setup;
        this.report = report;
        supervision = setup.supervision().get();
        begun = time.nanos();
        before = count(setup.environment());
        writer = time.alarm("fatal", this::endProcess);
        limiter = time.alarm("fatal-limit", this::endInTime);
    }

    /// Makes a handler for all threads without one of their own, until it is closed. Call it as the owner of the home.
    public static FatalErrorHandler install(Time time, Setup setup) throws IOException {
        FatalErrorHandler handler = new FatalErrorHandler(time, setup, FatalErrorReport.open(setup.home()));
        Thread.setDefaultUncaughtExceptionHandler(handler);
        return handler;
    }

    /// Why the run before this one ended, if it ended in a fatal error. Call it before [#install].
    public static Optional<Problem> lastRun(HomeDirectory home) {
        return FatalErrorReport.ofLastRun(home);
    }

    /// How long this process waits before it starts, because those before it failed.
    public static Duration pause(Map<String, String> environment) {
        return PAUSES.get(Math.min(count(environment), PAUSES.size() - 1));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!FatalErrors.isFatal(failure)) {
            LOG.error("the thread {} ended", thread.getName(), failure);
            return;
        }
        if (met.compareAndSet(null, failure)) {
            where = thread;
            limit = time.nanos() + LIMIT.toNanos();
            limiter.wake();
            writer.wake();
        }
    }

    @Override
    public void close() {
        if (Thread.getDefaultUncaughtExceptionHandler() == this) {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
        writer.close();
        limiter.close();
        report.close();
    }

    /// The work of the thread `fatal`.
    private long endProcess() {
        Throwable failure = met.get();
        if (failure == null) {
            return Time.NEVER;
        }
        try {
            boolean written = writeFacts(failure);
            // what follows needs memory; who takes it before this thread does is stopped by the limit
            reserve = null;
            if (!written) {
                writeFacts(failure);
            }
            startSuccessor();
            writeDetails(failure);
        } catch (Throwable _) {
            // it ends in any case
        } finally {
            setup.halt().accept(EXIT_CODE);
        }
        return Time.NEVER;
    }

    /// False when there was no memory even for that. A successor is started in any case.
    private boolean writeFacts(Throwable failure) {
        try {
            report.writeFacts(where.getName(), failure);
            return true;
        } catch (Throwable _) {
            return false;
        }
    }

    /// The work of the thread `fatal-limit`.
    private long endInTime() {
        if (limit != Time.NEVER && time.nanos() >= limit) {
            setup.halt().accept(EXIT_CODE);
            return Time.NEVER;
        }
        return limit;
    }

    private void startSuccessor() throws IOException {
        int inRow = time.nanos() - begun > STABLE.toNanos() ? 1 : before + 1;
        if (supervision != Supervision.NONE || inRow > SUCCESSORS) {
            report.write("successor: none\n");
            return;
        }
        Process successor = Successor.launch(new StartCommand(setup.arguments()).words(), setup.home().logs().resolve("successor.log"),
            Map.of(Predecessor.VARIABLE, setup.home().socket("successor").toString(), COUNT, String.valueOf(inRow)));
        report.write("successor: process " + successor.pid() + "\n");
    }

    private void writeDetails(Throwable failure) throws IOException {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        report.write(trace + "\n");
        report.write(String.join("\n", setup.details().get()) + "\n");
    }

    private static int count(Map<String, String> environment) {
        String count = environment.getOrDefault(COUNT, "0");
        return count.matches("\\d{1,3}") ? Integer.parseInt(count) : 0;
    }
}
