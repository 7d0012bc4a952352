package earshot.watch;

import module java.base;

/// An [EventLog] that can be appended to: a ring that drops the oldest rows when it is full, in rows or in bytes.
public final class RingEventLog<E> implements EventLog<E> {
    private final Object[] ring;
    private final CopyOnWriteArrayList<Runnable> observers = new CopyOnWriteArrayList<>();
    private final ToLongFunction<E> size;
    private final long mostBytes;
    private long bytes;
    private long first;
    private long end;

    /// @param capacity rows kept, at least 1
    public RingEventLog(int capacity) {
        this(capacity, _ -> 0, 0);
    }

    /// @param size bytes of a row; always the same for the same row
    /// @param mostBytes of all rows together; the newest stays whatever its size
    public RingEventLog(int capacity, ToLongFunction<E> size, long mostBytes) {
        this.size = size;
        this.mostBytes = mostBytes;
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        ring = new Object[capacity];
    }

    /// Appends one row and returns its number. Blocks at most while a reader copies its rows. Observers are called on this thread.
    public long append(E row) {
        long number;
        synchronized (ring) {
            if (end - first == ring.length) {
                dropOldest();
            }
            number = end++;
            ring[(int) (number % ring.length)] = row;
            bytes += size.applyAsLong(row);
            while (bytes > mostBytes && first < number) {
                dropOldest();
            }
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
            return first;
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
            long from = Math.clamp(cursor, first, end);
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

    @SuppressWarnings("unchecked")
    private void dropOldest() {
        int index = (int) (first++ % ring.length);
        bytes -= size.applyAsLong((E) ring[index]);
        ring[index] = null;
    }
}
