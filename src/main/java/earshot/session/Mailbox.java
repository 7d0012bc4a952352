package earshot.session;

import earshot.server.Closing;
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
    interface Reader {
        void frame(byte[] frame, long arrivalNanos);

        void text(String text, long arrivalNanos);

        void ended(Closing closing);
    }

    private sealed interface Mail {
        long number();

        record Text(long number, String text, long arrivalNanos) implements Mail {}

        record Task(long number, Runnable run) implements Mail {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final byte[][] frames = new byte[FRAMES][];
    private final long[] frameArrivals = new long[FRAMES];
    private final long[] frameNumbers = new long[FRAMES];
    private int firstFrame;
    private int frameCount;
    private final ArrayDeque<Mail> others = new ArrayDeque<>();
    private int texts;
    private int tasks;
    private long number;
    private long dropped;
    private Closing end;

    /// Adds a frame; when 128 wait already, the oldest is dropped.
    ///
    /// @param frame not copied
    void frame(byte[] frame, long arrivalNanos) {
        lock.lock();
        try {
            if (frameCount == FRAMES) {
                forgetOldestFrame();
                dropped++;
            }
            int at = (firstFrame + frameCount++) % FRAMES;
            frames[at] = frame;
            frameArrivals[at] = arrivalNanos;
            frameNumbers[at] = number++;
            some.signal();
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
            others.add(new Mail.Text(number++, text, arrivalNanos));
            some.signal();
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
            others.add(new Mail.Task(number++, run));
            some.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The connection is over; what was added before is still taken first.
    void end(Closing closing) {
        lock.lock();
        try {
            if (end == null) {
                end = closing;
            }
            some.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next entry and hands it to `reader`; a task is run.
    void take(Reader reader) throws InterruptedException {
        lock.lockInterruptibly();
        byte[] frame = null;
        long arrival = 0;
        Mail mail = null;
        Closing over = null;
        try {
            while (frameCount == 0 && others.isEmpty() && end == null) {
                some.await();
            }
            if (frameCount > 0 && (others.isEmpty() || frameNumbers[firstFrame] < others.peek().number())) {
                frame = frames[firstFrame];
                arrival = frameArrivals[firstFrame];
                forgetOldestFrame();
            } else if (!others.isEmpty()) {
                mail = others.poll();
                switch (mail) {
                    case Mail.Text _ -> texts--;
                    case Mail.Task _ -> tasks--;
                }
            } else {
                over = end;
            }
        } finally {
            lock.unlock();
        }
        if (frame != null) {
            reader.frame(frame, arrival);
        } else if (mail != null) {
            switch (mail) {
                case Mail.Text text -> reader.text(text.text(), text.arrivalNanos());
                case Mail.Task task -> task.run().run();
            }
        } else {
            reader.ended(over);
        }
    }

    /// Removes all waiting frames and returns how many there were.
    int drainFrames() {
        lock.lock();
        try {
            int drained = frameCount;
            while (frameCount > 0) {
                forgetOldestFrame();
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

    private void forgetOldestFrame() {
        frames[firstFrame] = null;
        firstFrame = (firstFrame + 1) % FRAMES;
        frameCount--;
    }
}
