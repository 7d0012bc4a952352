package earshot.cli;

import earshot.engine.Command;
import earshot.process.Successor;
import java.util.Optional;

/// Why a run of the engine ends.
sealed interface ProcessExit {
    /// The window was closed, or the process is asked to end.
    record ForGood() implements ProcessExit {}

    /// A backup is ready: the engine restarts in this process, with what is in it.
    record ForBackup() implements ProcessExit {}

    /// A successor waits to take over.
    record ForSuccessor(Successor successor, Optional<Command.ChoosePorts> ports) implements ProcessExit {}

    /// A supervisor starts the program again.
    record ForSupervisor() implements ProcessExit {}
}
