package earshot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateWindowTest {
    /// Each take is `moment/most` in milliseconds, in a window of a second; the answer to each is how long to wait.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        as many as may, then the wait for the first  | 0/2 100/2 200/2          | 0 0 800
        to the millisecond                           | 0/1 999/1 1000/1         | 0 1 0
        a refused one does not count                 | 0/1 500/1 1000/1 1500/1  | 0 500 0 500
        any span of a second, not a calendar one     | 900/2 950/2 1100/2       | 0 0 800
        none is allowed                              | 0/0 10/0                 | 1000 1000
        none is allowed any more                     | 0/1 400/0                | 0 600
        fewer than before: enough must be over       | 0/5 100/5 200/5 300/2    | 0 0 0 800
        more than before: at once                    | 0/1 100/1 100/2          | 0 900 0""")
    void noSpanHasMore(String what, String takes, String waits) {
        RateWindow window = new RateWindow(Duration.ofSeconds(1));
        assertThat(Arrays.stream(takes.split(" ")).map(take -> take.split("/"))
            .map(take -> window.take(Integer.parseInt(take[1]), Long.parseLong(take[0]) * 1_000_000).toMillis()).map(String::valueOf)
            .collect(Collectors.joining(" "))).as(what).isEqualTo(waits);
    }

    @Test
    void aClockThatBeginsBelowZeroCountsAsWell() {
        RateWindow window = new RateWindow(Duration.ofSeconds(1));
        long begin = Long.MAX_VALUE - 10;
        assertThat(window.take(1, begin)).isZero();
        assertThat(window.take(1, begin + 20)).as("monotonic nanoseconds may go round").isPositive();
        assertThat(window.take(1, begin + Duration.ofSeconds(1).toNanos())).isZero();
    }

    @Test
    void messagesAndBroadcastsOfASenderAreCountedApartAndSendersAsWell() {
        PeerRates rates = new PeerRates();
        DeviceId ann = new DeviceId("ann");
        for (int i = 0; i < PeerRates.PER_SECOND; i++) {
            assertThat(rates.take(ann, false, 1, 0)).isZero();
        }
        assertThat(rates.take(ann, false, 1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rates.take(ann, true, 1, 0)).isZero();
        assertThat(rates.take(ann, true, 1, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(rates.take(new DeviceId("bob"), false, 1, 0)).isZero();
        assertThat(rates.take(ann, true, 2, 0)).as("a change of the settings holds at once").isZero();
    }
}
