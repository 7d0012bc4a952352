package earshot.meeting.live;

import java.time.Duration;
import java.util.ArrayDeque;

/// How many messages a connection may send in any one second: fewer than [#LIMIT]. Refused ones do not count, so that whoever sends too
/// fast is slowed down, not silenced.
final class Rate {
    static final int LIMIT = 10;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ArrayDeque<Long> taken = new ArrayDeque<>();

    /// @param nanos monotonic
    boolean take(long nanos) {
        while (!taken.isEmpty() && nanos - taken.getFirst() >= SECOND) {
            taken.removeFirst();
        }
        if (taken.size() >= LIMIT - 1) {
            return false;
        }
        taken.addLast(nanos);
        return true;
    }
}
