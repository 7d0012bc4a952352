package earshot.session;

import earshot.server.CloseStatus;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The input queue of one connection's thread, in order of arrival. Every kind has a bound:
///
/// | kind | limit | when full |
/// | --- | --- | --- |
/// | audio frames | 128 | the oldest is dropped and counted |
/// | texts | 256 | refused: the peer floods |
/// | internal tasks | 1024 | refused |
/// | the end | 1 | stored separately, so that it always fits |
///
/// Frames are kept in ring arrays, so that queueing one allocates nothing. Safe for use from any thread; one thread takes.
final class Mailbox {
    static final int FRAMES = 128;
    static final int TEXTS = 256;
    static final int TASKS = 1024;

    /// Receives what is taken.
    interface MailboxHandler {
        void frame(byte[] frame, long arrivalNanos);

        void text(String text, long arrivalNanos);

        void ended(CloseStatus closeStatus);
    }

    private sealed interface Entry {
        long number();

        record Text(long number, String text, long arrivalNanos) implements Entry {}

        record Task(long number, Runnable run) implements Entry {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final byte[][] frames = new byte[FRAMES][];
    private final long[] frameArrivals = new long[FRAMES];
    private final long[] frameNumbers = new long[FRAMES];
    private int firstFrame;
    private int frameCount;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int texts;
    private int tasks;
    private long number;
    private long dropped;
    private CloseStatus end;

    /// Adds a frame; when 128 wait already, the oldest is dropped.
    ///
    /// @param frame not copied
    void frame(byte[] frame, long arrivalNanos) {
        lock.lock();
        try {
            if (frameCount == FRAMES) {
                removeOldestFrame();
                dropped++;
            }
            int at = (firstFrame + frameCount++) % FRAMES;
            frames[at] = frame;
            frameArrivals[at] = arrivalNanos;
            frameNumbers[at] = number++;
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Adds a text. False when 256 wait already.
    boolean text(String text, long arrivalNanos) {
        lock.lock();
        try {
            if (texts == TEXTS) {
                return false;
            }
            texts++;
            entries.add(new Entry.Text(number++, text, arrivalNanos));
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Adds a task that the connection's thread runs. False when 1024 wait already.
    boolean task(Runnable run) {
        lock.lock();
        try {
            if (tasks == TASKS) {
                return false;
            }
            tasks++;
            entries.add(new Entry.Task(number++, run));
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The connection is over; what was added before is still taken first.
    void end(CloseStatus closeStatus) {
        lock.lock();
        try {
            if (end == null) {
                end = closeStatus;
            }
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next entry and hands it to `reader`; a task is run.
    void take(MailboxHandler handler) throws InterruptedException {
        lock.lockInterruptibly();
        byte[] frame = null;
        long arrival = 0;
        Entry entry = null;
        CloseStatus ended = null;
        try {
            while (frameCount == 0 && entries.isEmpty() && end == null) {
                notEmpty.await();
            }
            if (frameCount > 0 && (entries.isEmpty() || frameNumbers[firstFrame] < entries.peek().number())) {
                frame = frames[firstFrame];
                arrival = frameArrivals[firstFrame];
                removeOldestFrame();
            } else if (!entries.isEmpty()) {
                entry = entries.poll();
                switch (entry) {
                    case Entry.Text _ -> texts--;
                    case Entry.Task _ -> tasks--;
                }
            } else {
                ended = end;
            }
        } finally {
            lock.unlock();
        }
        if (frame != null) {
            handler.frame(frame, arrival);
        } else if (entry != null) {
            switch (entry) {
                case Entry.Text text -> handler.text(text.text(), text.arrivalNanos());
                case Entry.Task task -> task.run().run();
            }
        } else {
            handler.ended(ended);
        }
    }

    /// Removes all waiting frames and returns how many there were.
    int drainFrames() {
        lock.lock();
        try {
            int drained = frameCount;
            while (frameCount > 0) {
                removeOldestFrame();
            }
            return drained;
        } finally {
            lock.unlock();
        }
    }

    /// How many frames wait now.
    int waitingFrames() {
        lock.lock();
        try {
            return frameCount;
        } finally {
            lock.unlock();
        }
    }

    /// How many frames were dropped since the connection opened.
    long droppedFrames() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void removeOldestFrame() {
        frames[firstFrame] = null;
        firstFrame = (firstFrame + 1) % FRAMES;
        frameCount--;
    }
}
