package earshot;

import module java.base;

import earshot.cli.ConsoleHandle;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.time.SystemTime;
import earshot.ui.ConsoleOptions;
import earshot.ui.ConsoleWindow;
import earshot.ui.DisplayLoss;

/// The console behind the command line's [ConsoleHandle] interface. A separate class, so that JavaFX is not loaded before it is needed.
record JavaFxWindow(ConsoleWindow console) implements ConsoleHandle {
    static ConsoleHandle open(EngineModel model, Function<Command, Operation> engine, Path home) {
        SystemTime time = new SystemTime();
        JavaFxWindow window = new JavaFxWindow(ConsoleWindow.open(model, engine, home, ConsoleOptions.with(time)));
        DisplayLoss.install(model, time);
        return window;
    }

    @Override
    public void showDevice(DeviceId id) {
        console.showDevice(id);
    }

    @Override
    public boolean showsLive(DeviceId id) {
        return console.showsLive(id);
    }

    @Override
    public byte[] snapshot() {
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
    public boolean servesOn() {
        return console.servesOn();
    }

    @Override
    public void close() {
        console.close();
    }
}
