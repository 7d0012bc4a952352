package earshot.task;

import module java.base;

import earshot.id.MeetingId;

/// A command of a person about tasks.
public sealed interface TaskCommand {
    /// Creates a task with the next free id, which the outcome gives.
    ///
    /// @param fields its id is not used
    record Create(TaskGroup group, TaskPatch fields) implements TaskCommand {}

    /// Changes the named fields of a task; one that is gone stays gone.
    record Change(TaskGroup group, TaskPatch patch) implements TaskCommand {}

    record Delete(Task.Key key) implements TaskCommand {}

    /// Brings a deleted task back.
    record Restore(Task task) implements TaskCommand {}

    /// Makes tasks of the actions and next steps of a meeting. The outcome says how many are new.
    ///
    /// @param meeting empty for the one that ended last
    record ImportMeeting(TaskGroup group, Optional<MeetingId> meeting) implements TaskCommand {}

    /// Makes tasks of a file; those that exist stay as they are. The outcome says how many are new, and how many of the file did not hold.
    ///
    /// @param group that of tasks that name none
    record ImportFile(TaskGroup group, Path file) implements TaskCommand {}
}
