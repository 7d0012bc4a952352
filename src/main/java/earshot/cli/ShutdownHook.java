package earshot.cli;

import module java.base;

import earshot.time.Time;

/// Listens for a request to end the process (a signal, a log-off) and delays the exit until it is closed, 15 s at most, so that there is
/// time to shut down in order.
final class ShutdownHook implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private final Thread hook;

    ShutdownHook(Time time) {
        hook = Thread.ofPlatform().name("ending").unstarted(() -> {
            requested.complete(null);
            time.await(finished, LIMIT);
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Completes when the process is asked to end.
    CompletableFuture<Void> requested() {
        return requested;
    }

    @Override
    public void close() {
        if (requested.isDone()) {
            LogConfigurator.flush();
        }
        finished.complete(true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // it runs already
        }
    }
}
