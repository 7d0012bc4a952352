package earshot.ui.part;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.time.Time;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;

/// Everything a view may use. One for the life of the window.
///
/// @param model what the engine lets us see
/// @param engine where commands go
/// @param pump the bridge to the FX thread
/// @param time the clock
/// @param language the texts of this moment
/// @param go shows another place of the console
/// @param notices tells a person something in passing
/// @param reducedMotion whether nothing may flash or slide
public record Desk(
    EngineModel model,
    Function<Command, Operation> engine,
    FxPump pump,
    Time time,
    Supplier<Texts> language,
    Consumer<Place> go,
    Notices notices,
    ObservableBooleanValue reducedMotion) {

    public Texts texts() {
        return language.get();
    }

    /// Sends a command; a failure becomes a notice, success is what the view shows.
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
