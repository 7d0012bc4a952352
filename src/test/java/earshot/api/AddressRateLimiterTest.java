package earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.time.TimeFake;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How often an address may ask.
class AddressRateLimiterTest {
    @Test
    void anAddressMayAskAsOftenAsTheRateAndSavesUpOneSecond() {
        TimeFake time = new TimeFake();
        AddressRateLimiter limiter = new AddressRateLimiter(time);
        assertThat(asked(limiter, "a", 5, 10)).isEqualTo(5);
        assertThat(asked(limiter, "b", 5, 10)).as("each address by itself").isEqualTo(5);
        time.advance(Duration.ofMillis(200));
        assertThat(asked(limiter, "a", 5, 10)).isEqualTo(1);
        time.advance(Duration.ofHours(1));
        assertThat(asked(limiter, "a", 5, 10)).as("silence saves up no more than a second").isEqualTo(5);
        assertThat(asked(limiter, "a", 0, 100)).as("no limit").isEqualTo(100);
    }

    @Test
    void theNumberOfRememberedAddressesIsBounded() {
        AddressRateLimiter limiter = new AddressRateLimiter(new TimeFake());
        for (int address = 0; address < 10_000; address++) {
            assertThat(limiter.allows("10.0." + address / 256 + "." + address % 256, 1)).isTrue();
        }
        assertThat(limiter.remembered()).isEqualTo(4_096);
    }

    @Test
    void aCrowdOfAddressesCostsBoundedMemory() {
        AddressRateLimiter limit = new AddressRateLimiter(new TimeFake());
        IntStream.range(0, 10_000).forEach(n -> limit.allows("10.0." + n / 256 + "." + n % 256, 10));

        assertThat(limit.remembered()).isEqualTo(4096);
        IntStream.range(0, 9).forEach(_ -> assertThat(limit.allows("10.0.39.15", 10)).isTrue());
        assertThat(limit.allows("10.0.39.15", 10)).isFalse();
    }

    private static int asked(AddressRateLimiter limiter, String address, int rate, int times) {
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            allowed += limiter.allows(address, rate) ? 1 : 0;
        }
        return allowed;
    }
}
