package earshot.ui.models;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.time.ManualTime;
import earshot.ui.PretendEngine;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Notices;
import earshot.ui.part.Texts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import javafx.beans.property.SimpleBooleanProperty;

/// View context whose engine answers each type of command as set by a test, and whose frames are run by the test.
final class ModelsBench implements Notices {
    Texts.Language language = Texts.Language.ENGLISH;
    final ManualTime time = new ManualTime();
    final PretendEngine engine = new PretendEngine(time);
    final List<Problem> noticed = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final Map<Class<?>, PretendEngine.Running> open = new HashMap<>();
    private final Map<Class<?>, Operation.Outcome> outcomes = new HashMap<>();
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    final Desk desk = new Desk(engine, this::send, new FxPump(time, pulses::add), time, () -> new Texts(language), _ -> { }, this, new SimpleBooleanProperty());

    void answers(Class<? extends Command> command, Operation.Outcome outcome) {
        outcomes.put(command, outcome);
    }

    void answers(Class<? extends Command> command, Operation.Result result) {
        answers(command, new Operation.Outcome.Done("", Optional.of(result)));
    }

    /// Commands of this type stay open until the test completes them.
    void waits(Class<? extends Command> command) {
        open.put(command, new PretendEngine.Running("wait", time.now(), new Operation.Progress("", List.of(), Optional.empty())));
    }

    private Operation send(Command command) {
        Operation done = engine.apply(command);
        if (open.containsKey(command.getClass())) {
            return open.get(command.getClass());
        }
        if (outcomes.containsKey(command.getClass())) {
            PretendEngine.Running answered = new PretendEngine.Running("", time.now(), new Operation.Progress("", List.of(), Optional.empty()));
            answered.outcome().complete(outcomes.get(command.getClass()));
            return answered;
        }
        return done;
    }

    void frame() {
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofMillis(20));
            while (!pulses.isEmpty()) {
                pulses.remove().run();
            }
        }
    }

    @Override
    public void tell(Severity severity, String subject, String text) {
        told.add(text);
    }

    @Override
    public void problem(Problem problem) {
        noticed.add(problem);
    }
}
