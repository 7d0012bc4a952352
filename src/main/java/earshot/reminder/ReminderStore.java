package earshot.reminder;

import module java.base;

import earshot.id.ReminderId;

/// Persists reminders. Safe for use from any thread; only [#read] waits. Futures fail with [earshot.problem.ProblemException].
public interface ReminderStore {
    /// Reads everything. Waits for the disk, so it is for start-up only. When that fails, it reports a problem and returns an empty list.
    List<Reminder> read();

    /// Stores a reminder in place of the one with its id.
    CompletableFuture<?> write(Reminder reminder);

    CompletableFuture<?> delete(List<ReminderId> ids);

    /// A store that persists nothing.
    static ReminderStore none() {
        return new ReminderStore() {
            @Override
            public List<Reminder> read() {
                return List.of();
            }

            @Override
            public CompletableFuture<?> write(Reminder reminder) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<?> delete(List<ReminderId> ids) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
