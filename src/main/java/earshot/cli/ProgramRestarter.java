package earshot.cli;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ProcessRestarter;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.process.Successor;
import earshot.process.Supervision;
import earshot.store.HomeDirectory;
import earshot.time.Time;

/// Prepares the restart of this process for the engine, and tells the main thread when to continue with it. Close it before the home is let go of: a
/// successor that waits would take it when this process ends, though nobody wants it any more.
final class ProgramRestarter implements ProcessRestarter, AutoCloseable {
    /// How this process ends.
    sealed interface Departure {}

    /// The window was closed, or the process is asked to end.
    record ForGood() implements Departure {}

    /// A backup is ready: the engine restarts in this process, with what is in it.
    record ToRestored() implements Departure {}

    /// A successor waits to take over.
    record ToSuccessor(Successor successor, Optional<Command.ChoosePorts> ports) implements Departure {}

    /// A supervisor starts the program again.
    record ToSupervisor() implements Departure {}

    private final HomeDirectory home;
    private final List<String> arguments;
    private final Time time;
    private final Supplier<Supervision> supervision;
    private final CompletableFuture<Departure> departure;
    private Optional<Successor> started = Optional.empty();
    private boolean closed;

    /// @param arguments of this program
    /// @param supervision who starts this process again; asked at each restart
    /// @param departure completes when this process is to end in favor of another
    ProgramRestarter(HomeDirectory home, List<String> arguments, Time time, Supplier<Supervision> supervision, CompletableFuture<Departure> departure) {
        this.home = home;
        this.arguments = arguments;
        this.time = time;
        this.supervision = supervision;
        this.departure = departure;
    }

    @Override
    public Optional<Prepared> prepare() {
        return switch (supervision.get()) {
            case NONE -> Optional.of(withSuccessor());
            case RESTARTED -> Optional.of(new WithSupervisor());
            case ENDS_ALL -> Optional.empty();
        };
    }

    private Prepared withSuccessor() {
        Successor successor = start();
        successor.awaitStart();
        return new WithSuccessor(successor);
    }

    /// Under the lock, so that no process is started beside [#close].
    private synchronized Successor start() {
        if (closed) {
            throw new ProblemException(Problem.of(ProblemCode.PROCESS_RESTART_FAILED, "this process ends"));
        }
        Successor successor = Successor.start(home, arguments, time);
        started = Optional.of(successor);
        return successor;
    }

    /// Ends a successor that is not the one this process ends in favor of.
    @Override
    public void close() {
        Optional<Successor> left;
        synchronized (this) {
            closed = true;
            left = started;
        }
        Optional<Departure> decided = Optional.ofNullable(departure.getNow(null));
        left.filter(successor -> decided.filter(to -> to instanceof ToSuccessor(Successor next, _) && next == successor).isEmpty()).ifPresent(Successor::close);
    }

    private final class WithSuccessor implements Prepared {
        private final Successor successor;

        WithSuccessor(Successor successor) {
            this.successor = successor;
        }

        @Override
        public void proceed(Optional<Command.ChoosePorts> ports) {
            if (!departure.complete(new ToSuccessor(successor, ports))) {
                successor.close();
            }
        }

        @Override
        public void cancel() {
            successor.close();
        }
    }

    private final class WithSupervisor implements Prepared {
        @Override
        public void proceed(Optional<Command.ChoosePorts> ports) {
            departure.complete(new ToSupervisor());
        }

        @Override
        public void cancel() {}
    }
}
