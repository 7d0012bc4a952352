package earshot;

import earshot.cli.Screen;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.time.SystemTime;
import earshot.ui.Console;
import earshot.ui.ConsoleOptions;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The console behind the command line's [Screen] interface. A separate class, so that JavaFX is not loaded before it is needed.
record Window(Console console) implements Screen {
    static Screen open(EngineModel model, Function<Command, Operation> engine, Path home) {
        return new Window(Console.open(model, engine, home, ConsoleOptions.with(new SystemTime())));
    }

    @Override
    public void showDevice(String id) {
        console.showDevice(id);
    }

    @Override
    public boolean showsLive(String id) {
        return console.showsLive(id);
    }

    @Override
    public byte[] picture() {
        return console.snapshot();
    }

    @Override
    public void toFront() {
        console.toFront();
    }

    @Override
    public CompletableFuture<Void> closed() {
        return console.closed();
    }

    @Override
    public void close() {
        console.close();
    }
}
