package earshot.cli;

import earshot.time.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A request from outside to end (a signal, a log-off), and the time to do so in order: the process stays until this is closed,
/// but not for ever.
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
