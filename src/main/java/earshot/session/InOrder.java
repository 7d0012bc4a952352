package earshot.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Runs tasks one at a time and in order: on the connection's thread as long as there is one, then on the thread that brings them. For
/// what goes on when the connection is over. Safe for use from any thread; tasks are brief.
final class InOrder {
    private final Consumer<Runnable> mailbox;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger brought = new AtomicInteger();
    private volatile boolean over;

    /// @param mailbox has a task run on the connection's thread
    InOrder(Consumer<Runnable> mailbox) {
        this.mailbox = mailbox;
    }

    void run(Runnable task) {
        tasks.add(task);
        if (over) {
            drain();
        } else {
            mailbox.accept(this::drain);
        }
    }

    /// The connection takes no more tasks; on its thread.
    void over() {
        over = true;
        drain();
    }

    /// Whoever comes while another one works leaves its tasks to that one: no lock is held while a task runs.
    private void drain() {
        if (brought.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            seen = brought.addAndGet(-seen);
        }
    }
}
