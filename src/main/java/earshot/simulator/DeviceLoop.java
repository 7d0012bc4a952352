package earshot.simulator;

import module java.base;

import earshot.id.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Handles everything of one device in order on one virtual thread, as the firmware's main loop does. At most 1024 tasks wait.
final class DeviceLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLoop.class);
    private static final int MAILBOX = 1024;

    private final BlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final Thread thread;
    private volatile boolean closed;

    /// Called on the thread of the loop.
    interface Listener {
        void taskDone();

        void taskFailed(RuntimeException failure);

        /// The loop was closed; nothing runs any more.
        void ended();
    }

    DeviceLoop(DeviceId deviceId, Listener listener) {
        thread = Thread.ofVirtual().name("test-" + deviceId).unstarted(() -> run(listener));
    }

    void start() {
        thread.start();
    }

    /// A task for which there is no room is left out.
    void post(Runnable task) {
        if (!closed && !mailbox.offer(task)) {
            LOG.warn("{} does not keep up: something was left out", thread.getName());
        }
    }

    /// Waits for room, so that a device that does not keep up slows its server down. For virtual threads only.
    void postWaiting(Runnable task) {
        try {
            if (!closed) {
                mailbox.put(task);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
        thread.interrupt();
    }

    private void run(Listener listener) {
        try {
            while (!closed) {
                Runnable next = mailbox.take();
                try {
                    next.run();
                } catch (RuntimeException e) {
                    LOG.error("{} failed", thread.getName(), e);
                    listener.taskFailed(e);
                }
                listener.taskDone();
            }
        } catch (InterruptedException _) {
            // closed
        } finally {
            listener.ended();
            mailbox.clear();
        }
    }
}
