package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ToleranceTest {
    @Test
    void aServerMayTakeTwiceAsLongAndASecondMore() {
        assertThat(Tolerance.slower(Duration.ofMillis(500), Duration.ofMillis(2_000))).isFalse();
        assertThat(Tolerance.slower(Duration.ofMillis(500), Duration.ofMillis(2_000).plusNanos(1))).isTrue();
        assertThat(Tolerance.slower(Duration.ZERO, Duration.ofSeconds(1))).as("what took no time").isFalse();
        assertThat(Tolerance.slower(Duration.ZERO, Duration.ofMillis(1_001))).isTrue();
    }

    @Test
    void aServerMayBeAsFastAsItCan() {
        assertThat(Tolerance.slower(Duration.ofMinutes(1), Duration.ZERO)).isFalse();
        assertThat(Tolerance.slower(Duration.ofMinutes(1), Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void aShortAnswerMayBeThreeFramesLongerOrShorter() {
        assertThat(IntStream.rangeClosed(17, 23)).noneMatch(played -> Tolerance.otherLength(20, played));
        assertThat(Tolerance.otherLength(20, 16)).isTrue();
        assertThat(Tolerance.otherLength(20, 24)).isTrue();
        assertThat(Tolerance.otherLength(0, 3)).isFalse();
        assertThat(Tolerance.otherLength(0, 4)).isTrue();
    }

    @Test
    void aLongAnswerMayBeATenthLongerOrShorter() {
        assertThat(Tolerance.otherLength(200, 220)).isFalse();
        assertThat(Tolerance.otherLength(200, 221)).isTrue();
        assertThat(Tolerance.otherLength(200, 180)).isFalse();
        assertThat(Tolerance.otherLength(200, 179)).isTrue();
    }
}
