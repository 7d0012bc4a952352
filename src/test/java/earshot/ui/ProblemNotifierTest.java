package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.ui.kit.Notifier;
import org.junit.jupiter.api.Test;

class ProblemNotifierTest {
    private final List<Problem> told = new ArrayList<>();
    private final ProblemNotifier notices = new ProblemNotifier(new Notifier() {
        @Override
        public void show(Severity severity, String subject, String text) {}

        @Override
        public void showProblem(Problem problem) {
            told.add(problem);
        }
    });
    private final Problem automatic = Problem.of(ProblemCode.ID_AUTOMATIC, "auto-1");

    @Test
    void whatWasOpenAtTheBeginningIsNoNotice() {
        notices.show(List.of(entry(1, automatic, 1, true)));
        assertThat(told).isEmpty();
    }

    @Test
    void aNewProblemAndEachRepetitionAreTold() {
        notices.show(List.of());
        notices.show(List.of(entry(1, automatic, 1, true)));
        notices.show(List.of(entry(1, automatic, 1, true)));
        notices.show(List.of(entry(1, automatic, 3, true)));
        assertThat(told).containsExactly(automatic, automatic);
    }

    @Test
    void informationAndWhatIsOverAreNotTold() {
        notices.show(List.of());
        notices.show(List.of(entry(2, Problem.of(ProblemCode.RECOGNIZER_WEAK), 1, true), entry(1, automatic, 1, false)));
        assertThat(told).isEmpty();
    }

    private static ProblemEntry entry(long number, Problem problem, int count, boolean open) {
        Instant at = Instant.parse("2026-11-22T14:00:00Z");
        return new ProblemEntry(number, problem, at, at, count, open ? Optional.empty() : Optional.of(at));
    }
}
