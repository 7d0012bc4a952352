package earshot.meeting.live;

import module java.base;

/// Limits the messages of a connection: fewer than [#LIMIT] in any one second. Refused ones do not count, so that a client that sends too
/// fast is slowed down, not silenced. The window is a little shorter than a second, so that a client that keeps to nine a second is not
/// refused because of network jitter; ten a second are refused all the same.
final class SnippetRateLimiter {
    static final int LIMIT = 10;
    static final Duration WINDOW = Duration.ofMillis(950);

    private final ArrayDeque<Long> taken = new ArrayDeque<>();

    boolean tryAcquire(long nanos) {
        while (!taken.isEmpty() && nanos - taken.getFirst() >= WINDOW.toNanos()) {
            taken.removeFirst();
        }
        if (taken.size() >= LIMIT - 1) {
            return false;
        }
        taken.addLast(nanos);
        return true;
    }
}
