package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProblemNotifierTest {
    private final List<String> told = new ArrayList<>();
    private final TimeFake time = new TimeFake();
    private final ProblemNotifier notices = new ProblemNotifier(time, new ProblemNotifier.Listener() {
        @Override
        public void opened(Problem problem) {
            told.add(problem.code() + " " + problem.args().getFirst());
        }

        @Override
        public void openedOnDevices(Problem newest, int devices) {
            told.add(newest.code() + " on " + devices);
        }

        @Override
        public void over(ProblemCode code) {
            told.add(code + " over");
        }
    });

    @Test
    void whatWasOpenAtTheBeginningIsNoNotice() {
        notices.show(List.of(late(1, 1)));
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("U45: a problem is told once, however often it happens while it is open, and again only when it had been over for a minute")
    void once() {
        notices.show(List.of());
        notices.show(List.of(late(1, 1)));
        notices.show(List.of(late(1, 2)));
        time.advance(ProblemNotifier.QUIET.multipliedBy(3));
        notices.show(List.of(late(1, 9)));
        assertThat(told).containsExactly("FRAMES_LATE device 1");
        notices.show(List.of());
        time.advance(Duration.ofSeconds(20));
        notices.show(List.of(late(1, 1)));
        notices.show(List.of());
        assertThat(told).containsExactly("FRAMES_LATE device 1", "FRAMES_LATE over", "FRAMES_LATE over");
        time.advance(ProblemNotifier.QUIET);
        notices.show(List.of(late(1, 1)));
        assertThat(told).last().isEqualTo("FRAMES_LATE device 1");
    }

    @Test
    @DisplayName("U45: what several devices have is told of all of them at once")
    void ofSeveralDevices() {
        notices.show(List.of());
        notices.show(IntStream.rangeClosed(1, 9).mapToObj(device -> late(device, 1)).toList());
        assertThat(told).containsExactly("FRAMES_LATE on 9");
    }

    @Test
    void informationWhatIsOverAndWhatIsAcknowledgedAreNotTold() {
        notices.show(List.of());
        ProblemEntry known = late(3, 1);
        Instant at = known.at();
        notices.show(List.of(entry(2, Problem.of(ProblemCode.RECOGNIZER_WEAK), 1, true), entry(1, late(1, 1).problem(), 1, false),
            new ProblemEntry(3, known.problem(), at, at, 1, Optional.empty(), true, false)));
        assertThat(told).isEmpty();
    }

    private static ProblemEntry late(int device, int count) {
        return entry(device, Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId("d" + device)), "device " + device, 12, 10), count,
            true);
    }

    private static ProblemEntry entry(long number, Problem problem, int count, boolean open) {
        Instant at = Instant.parse("2026-11-22T14:00:00Z");
        return new ProblemEntry(number, problem, at, at, count, open ? Optional.empty() : Optional.of(at));
    }
}
