package earshot.session;

import module java.base;

import earshot.data.ByteBudget;
import earshot.server.CloseStatus;

/// The input queue of one connection's thread, in order of arrival. Every kind has a bound:
///
/// | kind | limit | when full |
/// | --- | --- | --- |
/// | audio frames | 128, 512 kB | the oldest is dropped and counted |
/// | texts | 256, and the memory of the connection | refused: the client floods |
/// | internal tasks | 1024 | refused |
/// | the end | 1 | stored separately, so that it always fits, and taken last |
///
/// Safe for use from any thread; one thread takes.
final class Mailbox {
    static final int FRAMES = 128;
    static final int FRAME_BYTES = 512 * 1024;
    static final int TEXTS = 256;
    static final int TASKS = 1024;

    sealed interface Entry {
        /// @param content not copied
        record Frame(byte[] content, long arrivalNanos) implements Entry {}

        record Text(String text, long arrivalNanos) implements Entry {}

        record Task(Runnable run) implements Entry {}

        /// The connection is over.
        record End(CloseStatus closeStatus) implements Entry {}

        /// Memory that it takes while it waits.
        default long bytes() {
            return switch (this) {
                case Frame frame -> ByteBudget.size(frame.content());
                case Text text -> ByteBudget.size(text.text());
                case Task _, End _ -> 0;
            };
        }

        /// Whether it comes from the device.
        default boolean input() {
            return switch (this) {
                case Frame _, Text _ -> true;
                case Task _, End _ -> false;
            };
        }
    }

    private final ByteBudget<ServerCloseReason>.Share memory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private Optional<Entry.End> end = Optional.empty();
    private volatile int frames;
    private long frameBytes;
    private int texts;
    private int tasks;
    private volatile long dropped;
    private boolean inputClosed;

    /// @param memory what waits counts as [ServerCloseReason#MEMORY_WAITING]
    Mailbox(ByteBudget<ServerCloseReason>.Share memory) {
        this.memory = memory;
    }

    /// Adds an entry. False when its kind is full; a frame replaces the oldest one then.
    boolean add(Entry entry) {
        // outside of the lock: it may end the connection, whose input is not used then
        if (entry.input() && !memory.add(ServerCloseReason.MEMORY_WAITING, entry.bytes())) {
            return true;
        }
        boolean added = put(entry);
        if (!added) {
            release(entry.bytes());
        }
        return added;
    }

    private boolean put(Entry entry) {
        lock.lock();
        try {
            if (inputClosed && entry.input()) {
                release(entry.bytes());
                return true;
            }
            switch (entry) {
                case Entry.Frame frame -> {
                    dropFramesFor(frame);
                    frames++;
                    frameBytes += frame.bytes();
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

    /// Drops the oldest frames until this one fits.
    private void dropFramesFor(Entry.Frame next) {
        while (frames > 0 && (frames == FRAMES || frameBytes + next.bytes() > FRAME_BYTES)) {
            removeOldestFrame();
            dropped++;
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
            removed(entry);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /// Drops what waits of the device and takes no more of it; tasks and the end stay.
    void closeInput() {
        lock.lock();
        try {
            inputClosed = true;
            entries.stream().filter(Entry::input).forEach(this::removed);
            entries.removeIf(Entry::input);
        } finally {
            lock.unlock();
        }
    }

    private void removed(Entry entry) {
        switch (entry) {
            case Entry.Frame _ -> {
                frames--;
                frameBytes -= entry.bytes();
            }
            case Entry.Text _ -> texts--;
            case Entry.Task _ -> tasks--;
            case Entry.End _ -> {}
        }
        release(entry.bytes());
    }

    /// Giving back never ends a connection.
    private void release(long bytes) {
        memory.add(ServerCloseReason.MEMORY_WAITING, -bytes);
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
            if (each.next() instanceof Entry.Frame frame) {
                each.remove();
                removed(frame);
                return;
            }
        }
    }
}
