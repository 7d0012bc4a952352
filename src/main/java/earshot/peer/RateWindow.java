package earshot.peer;

import module java.base;

/// At most so many within any span of a length. Not safe for use from several threads.
final class RateWindow {
    private final long span;
    private final ArrayDeque<Long> taken = new ArrayDeque<>();

    RateWindow(Duration span) {
        this.span = span.toNanos();
    }

    /// Takes one if there is one left. Returns how long to wait otherwise; zero when it was taken.
    ///
    /// @param most within the span, for a change of the settings to hold at once
    /// @param now monotonic nanoseconds
    Duration take(int most, long now) {
        while (!taken.isEmpty() && now - taken.peekFirst() >= span) {
            taken.removeFirst();
        }
        if (taken.size() < most) {
            taken.addLast(now);
            return Duration.ZERO;
        }
        if (taken.isEmpty()) {
            // none is allowed at all: there is no better answer
            return Duration.ofNanos(span);
        }
        // the one that has to be over for a place to be free
        long first = taken.stream().skip(taken.size() - Math.max(most, 1)).findFirst().orElse(now);
        return Duration.ofNanos(Math.max(1, first + span - now));
    }
}
