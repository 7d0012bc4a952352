package earshot.ui.timeline;

import module java.base;

import earshot.event.Event;

/// Ring buffer of the events that pass the filter. Rows have consecutive numbers of their own, so that they keep their
/// number while old ones are dropped.
final class FilteredEvents {
    private final Event[] events;
    private final long[] numbers;
    private long first;
    private long end;

    FilteredEvents(int capacity) {
        events = new Event[capacity];
        numbers = new long[capacity];
    }

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    Event eventAt(long row) {
        return events[(int) (row % events.length)];
    }

    /// Log number of the row's event.
    long logNumber(long row) {
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

    /// Drops the events that are no longer in the log.
    void removeBefore(long number) {
        while (first < end && logNumber(first) < number) {
            events[(int) (first % events.length)] = null;
            first++;
        }
    }

    void clear() {
        Arrays.fill(events, null);
        first = 0;
        end = 0;
    }

    /// The events with log numbers from one to another, both included.
    List<Event> between(long from, long to) {
        return LongStream.range(first, end).filter(row -> logNumber(row) >= from && logNumber(row) <= to).mapToObj(this::eventAt).toList();
    }

    /// The row of the event with this log number, or -1.
    long rowOf(long number) {
        long low = first;
        long high = end - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long found = logNumber(middle);
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
