package earshot.cli;

import earshot.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Listens for a request to end the process (a signal, a log-off) and delays the exit until it is closed, 15 s at most, so that there is
/// time to shut down in order.
final class Ending implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final Thread hook;

    Ending(Time time) {
        hook = Thread.ofPlatform().name("ending").unstarted(() -> {
            asked.complete(null);
            time.await(over, LIMIT);
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Completes when the process is asked to end.
    CompletableFuture<Void> asked() {
        return asked;
    }

    @Override
    public void close() {
        if (asked.isDone()) {
            Logs.flush();
        }
        over.complete(true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // it runs already
        }
    }
}
