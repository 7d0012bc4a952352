package earshot.simulator;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Awaits a condition with a short poll interval: these tests wait for threads, not for time.
final class FastAwait {
    private FastAwait() {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }
}
