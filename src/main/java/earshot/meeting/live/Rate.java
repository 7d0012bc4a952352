package earshot.meeting.live;

import java.time.Duration;
import java.util.ArrayDeque;

/// How many messages a connection may send in any one second: fewer than [#LIMIT]. Refused ones do not count, so that whoever sends too
/// fast is slowed down, not silenced. A second is counted a little short, so that who keeps to nine a second is not refused because one
/// message was quicker on its way than the one before; ten a second are refused all the same.
final class Rate {
    static final int LIMIT = 10;
    static final Duration SECOND = Duration.ofMillis(950);

    private final ArrayDeque<Long> taken = new ArrayDeque<>();

    /// @param nanos monotonic
    boolean take(long nanos) {
        while (!taken.isEmpty() && nanos - taken.getFirst() >= SECOND.toNanos()) {
            taken.removeFirst();
        }
        if (taken.size() >= LIMIT - 1) {
            return false;
        }
        taken.addLast(nanos);
        return true;
    }
}
