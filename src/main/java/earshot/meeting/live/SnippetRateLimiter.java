package earshot.meeting.live;

import module java.base;

import earshot.data.TokenBucket;

/// Limits the messages of a connection: fewer than [#LIMIT] in any one second. Refused ones do not count, so that a client that sends too
/// fast is slowed down, not silenced. The window is a little shorter than a second, so that a client that keeps to nine a second is not
/// refused because of network jitter; ten a second are refused all the same.
///
/// Their items are limited as well: [#BURST] at once, for a device that kept them while it was offline, and [#PER_SECOND] from then on. A message
/// with more than that is taken after a pause, and what is too much delays the next messages of its sender.
final class SnippetRateLimiter {
    static final int LIMIT = 10;
    static final Duration WINDOW = Duration.ofMillis(950);
    static final int BURST = LiveTranscript.MAX_PENDING;
    static final int PER_SECOND = 60;
    /// Items of one message.
    static final int MAX_ITEMS = 2_000;

    private final ArrayDeque<Long> taken = new ArrayDeque<>();
    private final TokenBucket items;
    private long busyUntil;

    SnippetRateLimiter(long nanos) {
        items = new TokenBucket(BURST, PER_SECOND, nanos);
        busyUntil = nanos;
    }

    /// @param count items of the message
    boolean tryAcquire(int count, long nanos) {
        while (!taken.isEmpty() && nanos - taken.getFirst() >= WINDOW.toNanos()) {
            taken.removeFirst();
        }
        if (taken.size() >= LIMIT - 1 || nanos - busyUntil < 0 || !items.take(Math.min(count, BURST), nanos)) {
            return false;
        }
        busyUntil = nanos + Duration.ofSeconds(Math.max(0, count - BURST)).dividedBy(PER_SECOND).toNanos();
        taken.addLast(nanos);
        return true;
    }
}
