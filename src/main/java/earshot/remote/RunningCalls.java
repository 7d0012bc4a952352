package earshot.remote;

import module java.base;

import earshot.data.Closeables;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// The running calls of one recognizer or voice: limits their number, and ends all of them when closed. Each runs on a virtual thread of
/// its own. Safe for use from any thread.
public final class RunningCalls implements AutoCloseable {
    private final String name;
    private final Semaphore permits;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param name for threads and problems
    public RunningCalls(String name, int bound) {
        this.name = name;
        permits = new Semaphore(bound);
    }

    /// Counts a call as running until [#end]. Returns false when too many run; the call is closed at once when this is closed.
    public boolean tryStart(AutoCloseable call) {
        if (!permits.tryAcquire()) {
            return false;
        }
        open.add(call);
        if (closed) {
            Closeables.closeQuietly(call);
        }
        return true;
    }

    /// The call has ended. Harmless when called again.
    public void end(AutoCloseable call) {
        if (open.remove(call)) {
            permits.release();
        }
    }

    /// Runs work on a thread of its own. Cancelling the future, or closing this object, closes `call`, which must end the work.
    public <T> CompletableFuture<T> run(AutoCloseable call, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!tryStart(call)) {
            return CompletableFuture.failedFuture(busyProblem());
        }
        result.whenComplete((_, _) -> {
            Closeables.closeQuietly(call);
            end(call);
        });
        Thread.ofVirtual().name(name).start(() -> {
            try {
                result.complete(work.get());
            } catch (CancellationException _) {
                result.cancel(false);
            } catch (Throwable e) {
                FatalErrors.report(e);
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    public ProblemException busyProblem() {
        return new ProblemException(Problem.of(ProblemCode.COMPUTE_BUSY, name));
    }

    /// Closes all running calls, and at once every call that starts later.
    @Override
    public void close() {
        closed = true;
        Set.copyOf(open).forEach(Closeables::closeQuietly);
    }
}
