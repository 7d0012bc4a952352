package earshot.ui.models;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;

/// View context whose engine answers each type of command as set by a test, and whose frames are run by the test.
final class ModelsFixture implements Notifier {
    Texts.Language language = Texts.Language.ENGLISH;
    final TimeFake time = new TimeFake();
    final EngineFake engine = new EngineFake(time);
    final List<Problem> problems = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final Map<Class<?>, EngineFake.Running> open = new HashMap<>();
    private final Map<Class<?>, Operation.Outcome> outcomes = new HashMap<>();
    private final Queue<Runnable> scheduledFrames = new ArrayDeque<>();
    final ViewContext viewContext = new ViewContext(engine, this::send, new FxPump(time, scheduledFrames::add), time, () -> new Texts(language), _ -> {}, this,
        new SimpleBooleanProperty());

    void answers(Class<? extends Command> command, Operation.Outcome outcome) {
        outcomes.put(command, outcome);
    }

    void answers(Class<? extends Command> command, Operation.Result result) {
        answers(command, new Operation.Outcome.Done("", Optional.of(result)));
    }

    /// Commands of this type stay open until the test completes them.
    void leaveOpen(Class<? extends Command> command) {
        open.put(command, new EngineFake.Running(OperationKind.TRY, time.now(), new Operation.Progress("", List.of(), Optional.empty())));
    }

    private Operation send(Command command) {
        Operation done = engine.apply(command);
        if (open.containsKey(command.getClass())) {
            return open.get(command.getClass());
        }
        if (outcomes.containsKey(command.getClass())) {
            EngineFake.Running answered = new EngineFake.Running(OperationKind.TRY, time.now(), new Operation.Progress("", List.of(), Optional.empty()));
            answered.outcome().complete(outcomes.get(command.getClass()));
            return answered;
        }
        return done;
    }

    void frame() {
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofMillis(20));
            while (!scheduledFrames.isEmpty()) {
                scheduledFrames.remove().run();
            }
        }
    }

    @Override
    public void show(Severity severity, String subject, String text) {
        notices.add(text);
    }

    @Override
    public void showProblem(Problem problem) {
        problems.add(problem);
    }
}
