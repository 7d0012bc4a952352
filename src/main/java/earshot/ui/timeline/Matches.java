package earshot.ui.timeline;

import earshot.event.Event;

/// The events that the filter lets through: a ring with running numbers of its own, so that rows keep their place while old
/// ones leave.
final class Matches {
    private final Event[] events;
    private final long[] numbers;
    private long first;
    private long end;

    Matches(int capacity) {
        events = new Event[capacity];
        numbers = new long[capacity];
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    Event event(long row) {
        return events[(int) (row % events.length)];
    }

    /// Number of the row's event in the log.
    long number(long row) {
        return numbers[(int) (row % events.length)];
    }

    void add(long number, Event event) {
        if (end - first == events.length) {
            first++;
        }
        events[(int) (end % events.length)] = event;
        numbers[(int) (end % events.length)] = number;
        end++;
    }

    /// Lets go of the events that have left the log.
    void forgetBefore(long number) {
        while (first < end && number(first) < number) {
            events[(int) (first % events.length)] = null;
            first++;
        }
    }

    void clear() {
        java.util.Arrays.fill(events, null);
        first = 0;
        end = 0;
    }

    /// The row of an event by its number in the log, or -1.
    long row(long number) {
        long low = first;
        long high = end - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long found = number(middle);
            if (found == number) {
                return middle;
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
