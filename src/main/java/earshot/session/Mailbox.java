package earshot.session;

import module java.base;

import earshot.server.CloseStatus;

/// The input queue of one connection's thread, in order of arrival. Every kind has a bound:
///
/// | kind | limit | when full |
/// | --- | --- | --- |
/// | audio frames | 128 | the oldest is dropped and counted |
/// | texts | 256 | refused: the peer floods |
/// | internal tasks | 1024 | refused |
/// | the end | 1 | stored separately, so that it always fits, and taken last |
///
/// Safe for use from any thread; one thread takes.
final class Mailbox {
    static final int FRAMES = 128;
    static final int TEXTS = 256;
    static final int TASKS = 1024;

    sealed interface Entry {
        /// @param content not copied
        record Frame(byte[] content, long arrivalNanos) implements Entry {}

        record Text(String text, long arrivalNanos) implements Entry {}

        record Task(Runnable run) implements Entry {}

        /// The connection is over.
        record End(CloseStatus closeStatus) implements Entry {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private Optional<Entry.End> end = Optional.empty();
    private volatile int frames;
    private int texts;
    private int tasks;
    private volatile long dropped;

    /// Adds an entry. False when its kind is full; a frame replaces the oldest one then.
    boolean add(Entry entry) {
        lock.lock();
        try {
            switch (entry) {
                case Entry.Frame _ -> {
                    if (frames == FRAMES) {
                        removeOldestFrame();
                        dropped++;
                    }
                    frames++;
                }
                case Entry.Text _ -> {
                    if (texts == TEXTS) {
                        return false;
                    }
                    texts++;
                }
                case Entry.Task _ -> {
                    if (tasks == TASKS) {
                        return false;
                    }
                    tasks++;
                }
                case Entry.End over -> {
                    end = end.or(() -> Optional.of(over));
                    notEmpty.signal();
                    return true;
                }
            }
            entries.add(entry);
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next entry and removes it.
    Entry take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (entries.isEmpty() && end.isEmpty()) {
                notEmpty.await();
            }
            if (entries.isEmpty()) {
                return end.orElseThrow();
            }
            Entry entry = entries.poll();
            switch (entry) {
                case Entry.Frame _ -> frames--;
                case Entry.Text _ -> texts--;
                case Entry.Task _ -> tasks--;
                case Entry.End _ -> {}
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /// Removes all waiting frames and returns how many there were.
    int drainFrames() {
        lock.lock();
        try {
            int drained = frames;
            entries.removeIf(Entry.Frame.class::isInstance);
            frames = 0;
            return drained;
        } finally {
            lock.unlock();
        }
    }

    int waitingFrames() {
        return frames;
    }

    /// How many frames were dropped since the connection opened.
    long droppedFrames() {
        return dropped;
    }

    private void removeOldestFrame() {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext();) {
            if (each.next() instanceof Entry.Frame) {
                each.remove();
                frames--;
                return;
            }
        }
    }
}
