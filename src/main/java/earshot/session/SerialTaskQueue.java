package earshot.session;

import module java.base;

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
    /// @throws RuntimeException the first that a task threw, when all have run
    private void drain() {
        if (pendingRuns.getAndIncrement() > 0) {
            return;
        }
        Optional<RuntimeException> failure = Optional.empty();
        int seen = 1;
        while (seen > 0) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    failure = failure.or(() -> Optional.of(e));
                }
            }
            seen = pendingRuns.addAndGet(-seen);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
