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
    static JavaFxWindow open(EngineModel model, Function<Command, Operation> engine, Path home) {
        SystemTime time = new SystemTime();
        ConsoleWindow console = ConsoleWindow.open(model, engine, home, ConsoleOptions.with(time));
        // people wait for neither
        console.whenDrawn(() -> Thread.ofVirtual().name("display-loss").start(() -> DisplayLoss.install(model, time)));
        console.buildViewsAhead();
        return new JavaFxWindow(console);
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
