package earshot.time;

import module java.base;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Awaitility with a limit that holds on a computer that is busy with other tests.
public final class AwaitLimit {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private AwaitLimit() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }
}
