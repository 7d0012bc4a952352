package earshot.compute;

import module java.base;

import earshot.problem.FatalErrors;

/// The threads for computation: embedded recognizer and voice, neural VAD, Opus encoding. Virtual threads are not
/// pre-empted, so anything that computes for over a millisecond runs here, on a few platform threads.
///
/// Work is *brief* (a second of audio to encode, a sentence to synthesize: some milliseconds) or *long* (an utterance to
/// recognize: seconds). Brief work runs first, and long work never holds all threads, so that recognition for one device
/// does not interrupt the speech sent to another. Brief work that a person waits for in silence is *urgent* and runs before all
/// other work, so that the start of one answer does not wait for the middle of others.
public final class ComputePool implements AutoCloseable {
    private static final int QUEUE = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Work<?>> urgent = new ArrayDeque<>();
    private final Deque<Work<?>> brief = new ArrayDeque<>();
    private final Deque<Work<?>> lengthy = new ArrayDeque<>();
    private final int lengthyLimit;
    private final int bound;
    private int lengthyRunning;
    private boolean open = true;

    /// `cores - 1` threads, at least 2: with a single one, long work could not leave one free.
    public ComputePool() {
        this(Math.max(2, Runtime.getRuntime().availableProcessors() - 1), QUEUE);
    }

    /// @param size threads, at least 1; all but one may do long work, a single one does both
    /// @param bound tasks of each kind that may wait, at least 1
    public ComputePool(int size, int bound) {
        this.bound = bound;
        lengthyLimit = Math.max(1, size - 1);
        for (int n = 1; n <= size; n++) {
            Thread.ofPlatform().daemon().name("compute-" + n).uncaughtExceptionHandler(FatalErrors.ofSharedThread()).start(this::work);
        }
    }

    /// Queues brief work. The future fails with [ComputeBusyException] at once when the queue is full. Cancelling it keeps queued work
    /// from starting but does not interrupt running work.
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        return queue(work, brief);
    }

    /// Queues urgent work, under the same rules as [#submit].
    public <T> CompletableFuture<T> submitUrgent(Callable<T> work) {
        return queue(work, urgent);
    }

    /// Queues long work, under the same rules as [#submit].
    public <T> CompletableFuture<T> submitLong(Callable<T> work) {
        return queue(work, lengthy);
    }

    /// How many tasks wait now.
    public int waiting() {
        lock.lock();
        try {
            return urgent.size() + brief.size() + lengthy.size();
        } finally {
            lock.unlock();
        }
    }

    /// Refuses new work and cancels waiting work. Running work ends by itself.
    @Override
    public void close() {
        List<Work<?>> dropped = new ArrayList<>();
        lock.lock();
        try {
            open = false;
            for (Deque<Work<?>> queue : List.of(urgent, brief, lengthy)) {
                dropped.addAll(queue);
                queue.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        dropped.forEach(work -> work.result.cancel(false));
    }

    private <T> CompletableFuture<T> queue(Callable<T> callable, Deque<Work<?>> queue) {
        Work<T> work = new Work<>(callable, new CompletableFuture<>());
        lock.lock();
        try {
            if (!open) {
                work.result.cancel(false);
            } else if (queue.size() >= bound) {
                work.result.completeExceptionally(new ComputeBusyException(queue.size()));
            } else {
                queue.add(work);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return work.result;
    }

    private void work() {
        while (true) {
            boolean isLong;
            Work<?> next;
            lock.lock();
            try {
                while (open && urgent.isEmpty() && brief.isEmpty() && !lengthyMayStart()) {
                    changed.awaitUninterruptibly();
                }
                if (!open) {
                    return;
                }
                isLong = urgent.isEmpty() && brief.isEmpty();
                next = isLong ? lengthy.poll() : urgent.isEmpty() ? brief.poll() : urgent.poll();
                lengthyRunning += isLong ? 1 : 0;
            } finally {
                lock.unlock();
            }
            next.run();
            if (isLong) {
                lengthyEnded();
            }
        }
    }

    private boolean lengthyMayStart() {
        return !lengthy.isEmpty() && lengthyRunning < lengthyLimit;
    }

    private void lengthyEnded() {
        lock.lock();
        try {
            lengthyRunning--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Catches everything: an error in one device's work must not end a thread that all devices share.
    record Work<T>(Callable<T> work, CompletableFuture<T> result) implements Runnable {
        @Override
        public void run() {
            if (result.isDone()) {
                return;
            }
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                FatalErrors.report(e);
                result.completeExceptionally(e);
            }
        }
    }
}
