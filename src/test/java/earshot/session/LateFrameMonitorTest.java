package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When late frames are a problem, and when two texts are the same.
class LateFrameMonitorTest implements ProblemSink {
    private final List<String> told = new ArrayList<>();
    private Optional<ProblemCode> cause = Optional.of(ProblemCode.FRAMES_LATE);
    private final LateFrameMonitor monitor = new LateFrameMonitor(this, new DeviceId("aa:bb"), () -> cause);

    @Test
    void tenLateFramesInTenSecondsAreAProblemAndAWindowWithoutResolvesIt() {
        update(0, 0);
        update(9, 5);
        update(10, 9);
        assertThat(told).as("before the window is over").isEmpty();
        update(10, 10);
        assertThat(told).containsExactly("raised [aa:bb, 10, 10]");
        update(10, 19);
        assertThat(told).hasSize(1);
        update(10, 20);
        assertThat(told).containsExactly("raised [aa:bb, 10, 10]", "resolved FRAMES_LATE");
        update(10, 30);
        assertThat(told).hasSize(2);
    }

    @Test
    void nineAreNone() {
        update(0, 0);
        update(9, 10);
        update(18, 20);
        update(27, 30);
        assertThat(told).isEmpty();
    }

    @Test
    void aFewLateFramesKeepAProblemOpen() {
        update(0, 0);
        update(50, 10);
        update(53, 20);
        assertThat(told).hasSize(1);
        update(70, 30);
        assertThat(told).containsExactly("raised [aa:bb, 50, 10]", "raised [aa:bb, 17, 10]");
    }

    @Test
    void whereThisComputerIsTheCauseItIsAnotherProblemWhichReplacesTheFirst() {
        update(0, 0);
        update(50, 10);
        cause = Optional.of(ProblemCode.FRAMES_LATE_HERE);
        update(100, 20);
        assertThat(told).containsExactly("raised [aa:bb, 50, 10]", "resolved FRAMES_LATE", "raised here [aa:bb, 50, 10]");
        cause = Optional.empty();
        update(150, 30);
        assertThat(told).last().isEqualTo("resolved FRAMES_LATE_HERE");
        update(200, 40);
        assertThat(told).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Goodbye!|goodbye|true", "再见。|再见|true", "good bye|goodbye|true", "Good-bye, then.|goodbye then|true",
        "goodbye|good buy|false", "''|。！|true", "a+b|ab|true", "你好|您好|false" })
    void caseSpacesAndPunctuationDoNotMakeAnotherSentence(String one, String other, boolean same) {
        assertThat(TextComparison.sameText(one, other)).isEqualTo(same);
        assertThat(TextComparison.sameText(other, one)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"secret, secret, true", "secret, Secret, false", "secret, secre, false", "'', '', true", "密码, 密码, true", "'secret ', secret, false"})
    void secretsAreTheSameToTheLastCharacter(String one, String other, boolean same) {
        assertThat(TextComparison.sameSecret(one, other)).isEqualTo(same);
    }

    @Override
    public void raise(Problem problem) {
        assertThat(problem.subject()).isEqualTo(new ProblemSubject.Device(new DeviceId("aa:bb")));
        told.add((problem.code() == ProblemCode.FRAMES_LATE ? "raised " : "raised here ") + problem.args());
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        told.add("resolved " + code);
    }

    private void update(long late, long seconds) {
        monitor.update(late, Duration.ofSeconds(100 + seconds).toNanos());
    }
}
