package earshot.memory;

import module java.base;

import earshot.id.DeviceId;

/// Persists what was said. Safe for use from any thread; nothing waits. Futures fail with [earshot.problem.ProblemException].
public interface ExchangeStore {
    CompletableFuture<?> add(List<Exchange> said);

    /// In the order in which it was said.
    ///
    /// @param device empty for all
    CompletableFuture<List<Exchange>> read(Optional<DeviceId> device);

    /// Deletes what was said before a moment.
    CompletableFuture<?> deleteBefore(Instant moment);

    /// A store that persists nothing.
    static ExchangeStore none() {
        return new ExchangeStore() {
            @Override
            public CompletableFuture<?> add(List<Exchange> said) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<List<Exchange>> read(Optional<DeviceId> device) {
                return CompletableFuture.completedFuture(List.of());
            }

            @Override
            public CompletableFuture<?> deleteBefore(Instant moment) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
