package earshot.provider;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// What one part has under way, bounded, so that closing it ends all of it. Each runs on a virtual thread of its own.
/// Safe for use from any thread.
public final class Calls implements AutoCloseable {
    private final String name;
    private final Semaphore places;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param name for threads and problems
    /// @param bound how many may be under way at a time
    public Calls(String name, int bound) {
        this.name = name;
        places = new Semaphore(bound);
    }

    /// Counts something as under way until [#ended]. Empty when there are too many; closed at once when this is closed.
    public boolean begun(AutoCloseable call) {
        if (!places.tryAcquire()) {
            return false;
        }
        open.add(call);
        if (closed) {
            quietly(call);
        }
        return true;
    }

    /// It is over; harmless more than once.
    public void ended(AutoCloseable call) {
        if (open.remove(call)) {
            places.release();
        }
    }

    /// Runs work beside the caller. Cancelling the future, or closing this, closes `call`, which must end the work.
    public <T> CompletableFuture<T> run(AutoCloseable call, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!begun(call)) {
            return CompletableFuture.failedFuture(busy());
        }
        result.whenComplete((_, _) -> {
            quietly(call);
            ended(call);
        });
        Thread.ofVirtual().name(name).start(() -> {
            try {
                result.complete(work.get());
            } catch (CancellationException e) {
                result.cancel(false);
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    public ProblemException busy() {
        return new ProblemException(Problem.of(Code.COMPUTE_BUSY, name));
    }

    /// How many are under way.
    public int open() {
        return open.size();
    }

    @Override
    public void close() {
        closed = true;
        Set.copyOf(open).forEach(Calls::quietly);
    }

    private static void quietly(AutoCloseable call) {
        try {
            call.close();
        } catch (Exception e) {
            // what is being given up may fail as it likes
        }
    }
}
