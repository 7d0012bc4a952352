package earshot.ui.part;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.time.Time;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;

/// What the shell passes to each view. One instance per window.
///
/// @param model read access to the engine's state
/// @param engine runs commands
/// @param pump the bridge to the FX thread
/// @param time the clock
/// @param language the texts in the current language
/// @param go navigates to another view
/// @param notices shows toasts
/// @param reducedMotion whether the desktop asks for no animations
public record Desk(
    EngineModel model,
    Function<Command, Operation> engine,
    FxPump pump,
    Time time,
    Supplier<Texts> language,
    Consumer<Place> go,
    Notices notices,
    ObservableBooleanValue reducedMotion) {

    /// The texts in the current language.
    public Texts texts() {
        return language.get();
    }

    /// Sends a command. A failure is shown as a toast; success shows in the state of the engine.
    public Operation send(Command command) {
        Operation operation = engine.apply(command);
        pump.when(operation.outcome(), outcome -> {
            switch (outcome) {
                case Operation.Outcome.Failed failed -> notices.problem(failed.problem());
                case Operation.Outcome.Done _, Operation.Outcome.Cancelled _ -> { }
            }
        });
        return operation;
    }
}
