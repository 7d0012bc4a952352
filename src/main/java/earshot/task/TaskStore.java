package earshot.task;

import module java.base;

/// Persists tasks. Safe for use from any thread; only [#read] waits. Futures fail with [earshot.problem.ProblemException].
public interface TaskStore {
    /// Reads everything. Waits for the disk, so it is for start-up only. When that fails, it reports a problem and returns an empty list.
    List<Task> read();

    /// Stores tasks in place of those with their keys, and deletes others, all or nothing.
    CompletableFuture<?> write(Collection<Task> changed, Collection<Task.Key> gone);

    /// A store that persists nothing.
    static TaskStore none() {
        return new TaskStore() {
            @Override
            public List<Task> read() {
                return List.of();
            }

            @Override
            public CompletableFuture<?> write(Collection<Task> changed, Collection<Task.Key> gone) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
