package earshot.ui.problems;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.time.ManualTime;
import earshot.ui.PretendEngine;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Texts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U38: problems with explanation, remedy and a companion entry when they are over")
class ProblemsViewModelTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final ManualTime time = new ManualTime();
    private final PretendEngine engine = new PretendEngine(time);
    private final ProblemsViewModel model = new ProblemsViewModel(
        new Desk(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> { }, null, new SimpleBooleanProperty()));

    @Test
    void listsOpenOnesByWeightAndResolvedOnesLast() {
        engine.problems.set(List.of(entry(1, Code.RECOGNISER_WEAK, false), entry(2, Code.FRAMES_LATE, true), entry(3, Code.PORT_TAKEN, false), entry(4, Code.ID_AUTOMATIC, false)));
        frame();
        assertThat(model.entries()).extracting(ProblemEntry::number).containsExactly(3L, 4L, 1L, 2L);
        assertThat(model.open().get()).isEqualTo(3);
        assertThat(model.resolved().get()).isEqualTo(1);
    }

    @Test
    void filtersByTheWordsThatAreShown() {
        engine.problems.set(List.of(entry(1, Code.RECOGNISER_WEAK, false), entry(3, Code.PORT_TAKEN, false)));
        frame();
        model.filter().set("port");
        assertThat(model.entries()).extracting(ProblemEntry::number).containsExactly(3L);
        model.filter().set("no such words");
        assertThat(model.entries()).isEmpty();
        assertThat(model.all()).isEqualTo(2);
    }

    @Test
    void dismissesResolvedOnesOnly() {
        engine.problems.set(List.of(entry(1, Code.RECOGNISER_WEAK, false), entry(2, Code.FRAMES_LATE, true)));
        frame();
        model.dismissResolved();
        assertThat(engine.sent).containsExactly(new Command.DismissProblem(2));
    }

    private static ProblemEntry entry(long number, Code code, boolean resolved) {
        Problem problem = Problem.of(code, "a", "b", "c");
        return new ProblemEntry(number, problem, NOON, NOON.plusSeconds(number), 1, resolved ? Optional.of(NOON) : Optional.empty());
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }
}
