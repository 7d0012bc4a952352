package earshot.ui.problems;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U38: problems with explanation, remedy and a companion entry when they are over")
class ProblemsViewModelTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final ProblemsViewModel model = new ProblemsViewModel(
        new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
            new SimpleBooleanProperty()));

    @Test
    void listsOpenOnesByWeightAndResolvedOnesLast() {
        engine.problems.set(List.of(entry(1, ProblemCode.RECOGNIZER_WEAK, false), entry(2, ProblemCode.FRAMES_LATE, true),
            entry(3, ProblemCode.PORT_TAKEN, false), entry(4, ProblemCode.ID_AUTOMATIC, false)));
        frame();
        assertThat(model.entries().items()).extracting(ProblemEntry::number).containsExactly(3L, 4L, 1L, 2L);
        assertThat(model.open().get()).isEqualTo(3);
        assertThat(model.resolved().get()).isEqualTo(1);
    }

    @Test
    void whatALaterOneReplacedIsNeitherOpenNorResolved() {
        engine.problems.set(List.of(entry(1, ProblemCode.RECOGNIZER_WEAK, false), entry(2, ProblemCode.FRAMES_LATE, true),
            new ProblemEntry(3, Problem.of(ProblemCode.PORT_TAKEN, "a", "b", "c"), NOON, NOON, 1, Optional.of(NOON), false, true)));
        frame();
        assertThat(List.of(model.open().get(), model.resolved().get())).containsExactly(1, 1);
        model.dismissResolved();
        assertThat(engine.sentCommands).containsExactly(new Command.DismissProblem(2));
    }

    @Test
    void filtersByTheWordsThatAreShown() {
        engine.problems.set(List.of(entry(1, ProblemCode.RECOGNIZER_WEAK, false), entry(3, ProblemCode.PORT_TAKEN, false)));
        frame();
        model.filter().set("port");
        assertThat(model.entries().items()).extracting(ProblemEntry::number).containsExactly(3L);
        model.filter().set("no such words");
        assertThat(model.entries().items()).isEmpty();
        assertThat(model.all()).isEqualTo(2);
    }

    @Test
    void dismissesResolvedOnesOnly() {
        engine.problems.set(List.of(entry(1, ProblemCode.RECOGNIZER_WEAK, false), entry(2, ProblemCode.FRAMES_LATE, true)));
        frame();
        model.dismissResolved();
        assertThat(engine.sentCommands).containsExactly(new Command.DismissProblem(2));
    }

    @Test
    void acknowledgesOneOrAllAndListsThemAfterTheOthers() {
        ProblemEntry known = new ProblemEntry(1, Problem.of(ProblemCode.PORT_TAKEN, "a", "b", "c"), NOON, NOON, 1, Optional.empty(), true, false);
        engine.problems.set(List.of(known, entry(2, ProblemCode.ID_AUTOMATIC, false)));
        frame();
        assertThat(model.entries().items()).extracting(ProblemEntry::number).containsExactly(2L, 1L);
        assertThat(model.acknowledgeable()).isTrue();
        model.acknowledge(model.entries().items().getFirst());
        model.acknowledgeAll();
        assertThat(engine.sentCommands).containsExactly(new Command.AcknowledgeProblem(2), new Command.AcknowledgeAllProblems());
        engine.problems.set(List.of(known));
        frame();
        assertThat(model.acknowledgeable()).isFalse();
    }

    @Test
    void findsAndTellsADeviceByItsName() {
        engine.device(new DeviceId("94:a9")).named("Study", "");
        engine.problems.set(List.of(new ProblemEntry(1, Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("94:a9")), "94:a9", 12, 10),
            NOON, NOON, 1, Optional.empty()), entry(2, ProblemCode.PORT_TAKEN, false)));
        frame();
        for (String searched : List.of("study", "94:a9")) {
            model.filter().set(searched);
            assertThat(model.entries().items()).extracting(ProblemEntry::number).containsExactly(1L);
        }
    }

    private static ProblemEntry entry(long number, ProblemCode code, boolean resolved) {
        Problem problem = Problem.of(code, "a", "b", "c");
        return new ProblemEntry(number, problem, NOON, NOON.plusSeconds(number), 1, resolved ? Optional.of(NOON) : Optional.empty());
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }
}
