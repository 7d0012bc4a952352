package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.peer.PeerTasks;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.server.HttpRoute;
import earshot.task.MeetingItems;
import earshot.task.TaskChange;
import earshot.task.TaskCommand;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskRegistry;
import earshot.task.TaskStatus;
import earshot.task.TaskStore;
import earshot.task.WorkflowFeature;
import earshot.task.WorkflowHttpApi;
import earshot.task.WorkingSettings;
import earshot.watch.Watch;

/// Assembles the tasks of groups: who keeps them, and how devices, programs and people reach them.
final class TaskAssembly {
    final TaskRegistry registry;
    final WorkflowFeature feature;
    final HttpRoute httpRoute;
    private final MeetingAssembly meetings;

    TaskAssembly(CoreServices core, TaskStore store, MeetingAssembly meetings) {
        this.meetings = meetings;
        registry = new TaskRegistry(core.time(), store);
        feature = new WorkflowFeature(core.time(), () -> core.settings().of(WorkingSettings.SECTION), registry, core.timeline());
        httpRoute = new WorkflowHttpApi(registry, this::items, meetings.api, core.time());
    }

    /// A device sent another one a task; one that is not done leaves a task that exists as far as it is. Completes when it is on disk.
    CompletableFuture<?> received(DeviceId by, DeviceId owner, PeerTasks.PeerTask task) {
        TaskPatch patch = TaskPatch.of(task.id()).titled(task.title()).withPriority(task.priority());
        TaskChange change = feature.give(owner, task.done() ? patch.withStatus(TaskStatus.DONE) : patch, by);
        return change instanceof TaskChange.Made made ? made.stored() : CompletableFuture.completedFuture(null);
    }

    Operation run(OperationRunner operations, TaskCommand command) {
        return operations.inBackgroundUnlisted(OperationKind.TASK, _ -> perform(command));
    }

    private Outcome perform(TaskCommand command) {
        return switch (command) {
            case TaskCommand.Create(var group, TaskPatch fields) -> outcome(made -> Outcome.Done.of("", made.ids().toArray()),
                registry.create(group, fields, Optional.empty()));
            case TaskCommand.Change(var group, TaskPatch patch) -> outcome(_ -> Outcome.Done.of(""), registry.change(group, patch, Optional.empty()));
            case TaskCommand.Delete(var key) -> outcome(_ -> Outcome.Done.of(""), registry.delete(key.group(), List.of(key.id())));
            case TaskCommand.Restore(var task) -> outcome(_ -> Outcome.Done.of(""), registry.restore(task, Optional.empty()));
            case TaskCommand.ImportMeeting(var group, Optional<MeetingId> meeting) -> outcome(made -> Outcome.Done.of("imported", made.ids().size()),
                Failures.join(items(meeting)).map(items -> registry.importItems(group, items, Optional.empty())).orElseGet(TaskChange::nothing));
            case TaskCommand.ImportFile(var group, Path file) -> importFile(group, file);
        };
    }

    private Outcome importFile(TaskGroup group, Path file) {
        try {
            TaskRegistry.Imported imported = registry.importFile(group, file);
            return outcome(made -> Outcome.Done.of("imported", made.ids().size(), imported.leftOut()), imported.change());
        } catch (IOException e) {
            return new Outcome.Failed(
                Problem.of(ProblemCode.TASKS_UNREADABLE, new ProblemSubject.File(file.toString()), file.getFileName(), Failures.argument(e)));
        }
    }

    /// Waits for the disk. What is gone already needs no change.
    private static Outcome outcome(Function<TaskChange.Made, Outcome> done, TaskChange change) {
        return switch (change) {
            case TaskChange.Made made -> {
                Failures.join(made.stored());
                yield done.apply(made);
            }
            case TaskChange.Full(int most, _) -> new Outcome.Failed(Problem.of(ProblemCode.TASKS_FULL, most));
            case TaskChange.Absent _ -> Outcome.Done.of("");
        };
    }

    /// The meeting that ended last is the newest one that is not in the trash.
    private CompletableFuture<Optional<MeetingItems>> items(Optional<MeetingId> asked) {
        Optional<MeetingId> meeting = meetings.model().meetings().get().stream().filter(known -> known.endedAt().isPresent() && known.trashedAt().isEmpty())
            .filter(known -> asked.isEmpty() || asked.get().equals(known.id())).max(Comparator.comparing(known -> known.endedAt().orElseThrow()))
            .map(Meeting::id);
        return meeting.map(id -> meetings.model().open(id).thenApply(Watch::get).thenApply(TaskAssembly::items))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private static Optional<MeetingItems> items(MeetingTranscript meeting) {
        return meeting.summary().map(Summary::content).map(content -> new MeetingItems(meeting.meeting().id(), content.actions(), content.nextSteps()));
    }
}
