package earshot.ui.devices;

import module java.base;

import earshot.engine.Operation;
import earshot.engine.OperationKind;

/// Finds what is heard on this computer's loudspeaker among the running operations. Pure.
final class LiveSoundOperation {
    private LiveSoundOperation() {}

    /// @param phase of its progress
    /// @param args of its progress
    static Optional<Operation> of(List<Operation> running, String phase, String... args) {
        return running.stream().filter(operation -> operation.kind() == OperationKind.LISTEN)
            .filter(operation -> operation.progress().get().phase().equals(phase) && operation.progress().get().args().equals(List.of(args))).findFirst();
    }
}
