package earshot.reminder;

import module java.base;

import earshot.problem.Problem;

/// What became of a wish to change the reminders.
public sealed interface ReminderChange {
    /// It holds from now on.
    ///
    /// @param stored completes when it is on disk, and fails with [earshot.problem.ProblemException]
    record Made(Reminder reminder, CompletableFuture<?> stored) implements ReminderChange {}

    /// Nothing changed.
    record Refused(Problem problem) implements ReminderChange {}
}
