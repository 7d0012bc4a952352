package earshot.cli;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A console as the command line needs it. Handed in by Main, so that the command line names no JavaFX.
public interface Screen extends AutoCloseable {
    /// Shows a device and its live picture.
    void showDevice(String id);

    /// Whether the device's row and a waveform that is not flat are on the screen now.
    boolean showsLive(String id);

    /// What is on the screen now, as PNG.
    byte[] picture();

    /// Brings the window to the front.
    void toFront();

    /// Completes when the window was closed, by whomever.
    CompletableFuture<Void> closed();

    @Override
    void close();

    /// Opens consoles.
    @FunctionalInterface
    interface Opener {
        /// @param engine where commands go
        /// @param home where the look of the window is kept
        Screen open(EngineModel model, Function<Command, Operation> engine, Path home);
    }
}
