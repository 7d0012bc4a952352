package earshot.cli;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ProcessOwner;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.process.Successor;
import earshot.process.Supervision;
import earshot.store.HomeDirectory;
import earshot.time.Time;

/// Prepares the restart of this process for the engine, and tells the main thread when to continue with it. Close it before the home is let go of: a
/// successor that waits would take it when this process ends, though nobody wants it any more.
final class ProcessHandover implements ProcessOwner, AutoCloseable {
    private final HomeDirectory home;
    private final List<String> arguments;
    private final Time time;
    private final Supplier<Supervision> supervision;
    private final CompletableFuture<ProcessExit> exit;
    private Optional<Successor> started = Optional.empty();
    private boolean closed;

    /// @param arguments of this program
    /// @param supervision who starts this process again; asked at each restart
    /// @param exit completes when this process is to end in favor of another
    ProcessHandover(HomeDirectory home, List<String> arguments, Time time, Supplier<Supervision> supervision, CompletableFuture<ProcessExit> exit) {
        this.home = home;
        this.arguments = arguments;
        this.time = time;
        this.supervision = supervision;
        this.exit = exit;
    }

    @Override
    public Optional<PreparedRestart> prepareRestart() {
        return switch (supervision.get()) {
            case NONE -> Optional.of(withSuccessor());
            case RESTARTED -> Optional.of(new WithSupervisor());
            case ENDS_ALL -> Optional.empty();
        };
    }

    private PreparedRestart withSuccessor() {
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
        Optional<ProcessExit> decided = Optional.ofNullable(exit.getNow(null));
        left.filter(successor -> decided.filter(to -> to instanceof ProcessExit.ForSuccessor(Successor next, _) && next == successor).isEmpty())
            .ifPresent(Successor::close);
    }

    private final class WithSuccessor implements PreparedRestart {
        private final Successor successor;

        WithSuccessor(Successor successor) {
            this.successor = successor;
        }

        @Override
        public void proceed(Optional<Command.ChoosePorts> ports) {
            if (!exit.complete(new ProcessExit.ForSuccessor(successor, ports))) {
                successor.close();
            }
        }

        @Override
        public void cancel() {
            successor.close();
        }
    }

    private final class WithSupervisor implements PreparedRestart {
        @Override
        public void proceed(Optional<Command.ChoosePorts> ports) {
            exit.complete(new ProcessExit.ForSupervisor());
        }

        @Override
        public void cancel() {}
    }
}
