package earshot.ui.problems;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.time.ManualTime;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Texts;
import earshot.watch.Cell;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U38: problems with explanation, remedy and a companion entry when they are over")
class ProblemsViewModelTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Cell<List<ProblemEntry>> problems = new Cell<>(List.of());
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final List<Command> sent = new ArrayList<>();
    private final ManualTime time = new ManualTime();
    private final ProblemsViewModel model = new ProblemsViewModel(new Desk(engineModel(), this::send, new FxPump(time, pulses::add), time,
        () -> new Texts(Texts.Language.ENGLISH), _ -> { }, null, new SimpleBooleanProperty()));

    @Test
    void listsOpenOnesByWeightAndResolvedOnesLast() {
        problems.set(List.of(entry(1, Code.RECOGNISER_WEAK, false), entry(2, Code.FRAMES_LATE, true), entry(3, Code.PORT_TAKEN, false), entry(4, Code.ID_AUTOMATIC, false)));
        frame();
        assertThat(model.entries()).extracting(ProblemEntry::number).containsExactly(3L, 4L, 1L, 2L);
        assertThat(model.open().get()).isEqualTo(3);
        assertThat(model.resolved().get()).isEqualTo(1);
    }

    @Test
    void filtersByTheWordsThatAreShown() {
        problems.set(List.of(entry(1, Code.RECOGNISER_WEAK, false), entry(3, Code.PORT_TAKEN, false)));
        frame();
        model.filter().set("port");
        assertThat(model.entries()).extracting(ProblemEntry::number).containsExactly(3L);
        model.filter().set("no such words");
        assertThat(model.entries()).isEmpty();
        assertThat(model.all()).isEqualTo(2);
    }

    @Test
    void dismissesResolvedOnesOnly() {
        problems.set(List.of(entry(1, Code.RECOGNISER_WEAK, false), entry(2, Code.FRAMES_LATE, true)));
        frame();
        model.dismissResolved();
        assertThat(sent).containsExactly(new Command.DismissProblem(2));
    }

    private static ProblemEntry entry(long number, Code code, boolean resolved) {
        Problem problem = Problem.of(code, "a", "b", "c");
        return new ProblemEntry(number, problem, NOON, NOON.plusSeconds(number), 1, resolved ? Optional.of(NOON) : Optional.empty());
    }

    private EngineModel engineModel() {
        return (EngineModel) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {EngineModel.class}, (_, method, _) -> {
            assertThat(method.getName()).isEqualTo("problems");
            return problems;
        });
    }

    private Operation send(Command command) {
        sent.add(command);
        return (Operation) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Operation.class}, (_, method, _) -> {
            assertThat(method.getName()).isEqualTo("outcome");
            return new CompletableFuture<>();
        });
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }
}
