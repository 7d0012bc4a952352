package earshot.session;

import module java.base;

import earshot.problem.FatalErrors;
import earshot.problem.Failures;

/// Runs tasks one at a time and in order: on the connection's thread while the connection lasts, then on the thread that submits them. For
/// work that continues after the connection. Safe for use from any thread; tasks must be short.
final class SerialTaskQueue {
    private final Consumer<Runnable> mailbox;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingRuns = new AtomicInteger();
    private volatile boolean connectionOver;

    /// @param mailbox runs a task on the connection's thread
    SerialTaskQueue(Consumer<Runnable> mailbox) {
        this.mailbox = mailbox;
    }

    void run(Runnable task) {
        tasks.add(task);
        if (connectionOver) {
            drain();
        } else {
            mailbox.accept(this::drain);
        }
    }

    /// The connection's thread takes no more tasks; called on it.
    void connectionOver() {
        connectionOver = true;
        drain();
    }

    /// A thread that arrives while another one drains leaves its tasks to that one, so no lock is held while a task runs.
    ///
    /// @throws RuntimeException the first failure of a task, when all have run; an error in a [CompletionException]
    private void drain() {
        if (pendingRuns.getAndIncrement() > 0) {
            return;
        }
        Optional<Throwable> failure = Optional.empty();
        int seen = 1;
        while (seen > 0) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                try {
                    task.run();
                } catch (Throwable e) {
                    // an error as well: those after it would never run
                    FatalErrors.report(e);
                    failure = failure.or(() -> Optional.of(e));
                }
            }
            seen = pendingRuns.addAndGet(-seen);
        }
        if (failure.isPresent()) {
            throw Failures.unchecked(new CompletionException(failure.get()));
        }
    }
}
