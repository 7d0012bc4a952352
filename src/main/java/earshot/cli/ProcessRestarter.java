package earshot.cli;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ProcessRestart;
import earshot.process.Successor;
import earshot.process.Supervision;
import earshot.store.HomeDirectory;
import earshot.time.Time;

/// Prepares the restart of this process for the engine, and tells the main thread when to go on with it.
///
/// @param arguments of this program
/// @param supervision who starts this process again; asked at each restart
/// @param departure completes when this process is to end in favour of another
record ProcessRestarter(HomeDirectory home, List<String> arguments, Time time, Supplier<Supervision> supervision, CompletableFuture<Departure> departure) implements ProcessRestart {
    /// How this process ends.
    sealed interface Departure {}

    /// The window was closed, or the process is asked to end.
    record ForGood() implements Departure {}

    /// A backup is ready: the engine starts anew in this process, with what is in it.
    record ToRestored() implements Departure {}

    /// A successor waits to take over.
    record ToSuccessor(Successor successor, Optional<Command.ChoosePorts> ports) implements Departure {}

    /// A supervisor starts the program again.
    record ToSupervisor() implements Departure {}

    @Override
    public Optional<Prepared> prepare() {
        return switch (supervision.get()) {
            case NONE -> Optional.of(new WithSuccessor(Successor.start(home, arguments, time)));
            case RESTARTED -> Optional.of(new WithSupervisor());
            case ENDS_ALL -> Optional.empty();
        };
    }

    private final class WithSuccessor implements Prepared {
        private final Successor successor;

        WithSuccessor(Successor successor) {
            this.successor = successor;
        }

        @Override
        public void proceed(Optional<Command.ChoosePorts> ports) {
            departure.complete(new ToSuccessor(successor, ports));
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
