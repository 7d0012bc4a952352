package earshot.watch;

import module java.base;

/// An [EventLog] that can be appended to: a ring that overwrites the oldest row when it is full.
public final class RingEventLog<E> implements EventLog<E> {
    private final Object[] ring;
    private final CopyOnWriteArrayList<Runnable> observers = new CopyOnWriteArrayList<>();
    private long end;

    /// @param capacity rows kept, at least 1
    public RingEventLog(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        ring = new Object[capacity];
    }

    /// Appends one row and returns its number. Blocks at most while a reader copies its rows. Observers are called on this thread.
    public long append(E row) {
        long number;
        synchronized (ring) {
            number = end++;
            ring[(int) (number % ring.length)] = row;
        }
        observers.forEach(Runnable::run);
        return number;
    }

    @Override
    public int capacity() {
        return ring.length;
    }

    @Override
    public long first() {
        synchronized (ring) {
            return oldest();
        }
    }

    @Override
    public long end() {
        synchronized (ring) {
            return end;
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Page<E> read(long cursor, int max) {
        synchronized (ring) {
            long from = Math.clamp(cursor, oldest(), end);
            int count = (int) Math.min(max, end - from);
            List<E> rows = new ArrayList<>(count);
            for (long n = from; n < from + count; n++) {
                rows.add((E) ring[(int) (n % ring.length)]);
            }
            return new Page<>(from, from + count, Math.max(0, from - cursor), rows);
        }
    }

    @Override
    public WatchSubscription observe(Runnable onRows) {
        observers.add(onRows);
        return () -> observers.remove(onRows);
    }

    private long oldest() {
        return Math.max(0, end - ring.length);
    }
}
