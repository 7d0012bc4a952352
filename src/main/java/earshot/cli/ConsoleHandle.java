package earshot.cli;

import module java.base;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.id.DeviceId;

/// The console window as the command line needs it. Main passes it in, so that the command line does not depend on JavaFX.
public interface ConsoleHandle extends AutoCloseable {
    /// Shows a device with its waveform.
    void showDevice(DeviceId id);

    /// Whether the device's row and a waveform that is not flat are on the screen now.
    boolean showsLive(DeviceId id);

    /// A screenshot of the window, as PNG.
    byte[] snapshot();

    /// Brings the window to the front.
    void toFront();

    /// Completes when the window was closed.
    CompletableFuture<Void> closed();

    /// Whether the server is to continue without the window; asked once it is closed.
    default boolean servesOn() {
        return false;
    }

    @Override
    void close();

    /// Opens consoles.
    @FunctionalInterface
    interface Opener {
        /// @param engine executes commands
        /// @param home where the state of the window is stored
        ConsoleHandle open(EngineModel model, Function<Command, Operation> engine, Path home);
    }
}
