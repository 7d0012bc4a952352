package earshot.ui.kit;

import module java.base;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.time.Time;
import javafx.beans.value.ObservableBooleanValue;

/// What the shell passes to each view. One instance per window.
///
/// @param currentTexts the texts in the current language
public record ViewContext(
    EngineModel model,
    Function<Command, Operation> engine,
    FxPump pump,
    Time time,
    Supplier<Texts> currentTexts,
    Consumer<NavigationTarget> navigate,
    Notifier notifier,
    Desktop desktop) {
    /// The views that have something to show of a session file.
    private static final Set<String> OF_RECORDINGS = Set.of("devices", "timeline", "turns", "comparison", "problems");

    /// With the dialogs of the system.
    public ViewContext(EngineModel model, Function<Command, Operation> engine, FxPump pump, Time time, Supplier<Texts> currentTexts,
        Consumer<NavigationTarget> navigate, Notifier notifier,
            ObservableBooleanValue reducedMotion) {
        this(model, engine, pump, time, currentTexts, navigate, notifier,
            new Desktop(reducedMotion, new SystemFileDialogs(), new SortOrders(Map.of()), (_, _) -> {}));
    }

    /// Whether the desktop asks for no animations.
    public ObservableBooleanValue reducedMotion() {
        return desktop.reducedMotion();
    }

    public FileDialogs files() {
        return desktop.files();
    }

    /// How the lists of the window are sorted.
    public SortOrders sorts() {
        return desktop.sorts();
    }

    public SessionDisplay sessions() {
        return desktop.sessions();
    }

    /// Whether the window shows a session file instead of a running server.
    public boolean recorded() {
        return model.recordedSession().isPresent();
    }

    /// Whether the window has this view.
    public boolean has(String view) {
        return !recorded() || OF_RECORDINGS.contains(view);
    }

    public Texts texts() {
        return currentTexts.get();
    }

    /// Sends a command. A failure is shown as a toast; success shows in the state of the engine.
    public Operation send(Command command) {
        Operation operation = engine.apply(command);
        pump.whenDone(operation.outcome(), outcome -> {
            switch (outcome) {
                case Operation.Outcome.Failed failed -> notifier.showProblem(failed.problem());
                case Operation.Outcome.Done _, Operation.Outcome.Cancelled _ -> { }
            }
        });
        return operation;
    }
}
