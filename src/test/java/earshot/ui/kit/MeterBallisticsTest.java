package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.audio.AudioLevel;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U12: the level meter")
class MeterBallisticsTest {
    private final MeterBallistics meter = new MeterBallistics();

    @Test
    void risesAtOnceAndFallsByElevenPointSevenSixDecibelASecond() {
        hear(0, -12, -6, false);
        for (int ms = 60; ms <= 960; ms += 60) {
            hear(ms, -60, -60, false);
        }
        assertThat(meter.displayLevel()).isCloseTo(-12 - 11.76 * 0.96, within(0.01));
    }

    @Test
    void holdsThePeakForTwoSeconds() {
        hear(0, -12, -6, false);
        meter.advance(nanos(1900));
        assertThat(meter.peak()).isEqualTo(-6);
        meter.advance(nanos(2100));
        assertThat(meter.peak()).isLessThan(-6);
    }

    @Test
    void keepsTheClipLampOnForThreeSeconds() {
        hear(0, -3, 0, true);
        meter.advance(nanos(2900));
        assertThat(meter.clipped()).isTrue();
        meter.advance(nanos(3100));
        assertThat(meter.clipped()).isFalse();
    }

    @Test
    void fallsToRestWhenNoSoundComesAnyMore() {
        hear(0, -12, -6, false);
        boolean moving = true;
        int ms = 0;
        while (moving && ms < 10_000) {
            ms += 40;
            moving = meter.advance(nanos(ms));
        }
        assertThat(ms).isLessThan(5_000);
        assertThat(meter.displayLevel()).isEqualTo(MeterBallistics.FLOOR);
    }

    private void hear(int ms, double rms, double peak, boolean clipped) {
        meter.update(new AudioLevel(rms, peak, clipped), nanos(ms));
    }

    private static long nanos(int ms) {
        return Duration.ofMillis(ms).toNanos();
    }
}
