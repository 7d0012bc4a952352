package earshot.task;

import module java.base;

import earshot.event.EventSink;
import earshot.feature.DeviceFeature;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.wire.MessageFamily;
import earshot.wire.WorkMode;

/// The lists of tasks that groups of devices share: `workflow` messages and the working mode. Safe for use from any thread.
public final class WorkflowFeature implements DeviceFeature {
    private final Time time;
    private final Supplier<WorkingSettings> settings;
    private final TaskRegistry tasks;
    private final WorkflowLog log;
    /// The newest connection of each device.
    private final Map<DeviceId, WorkflowSession> sessions = new ConcurrentHashMap<>();

    /// @param settings read at each use
    public WorkflowFeature(Time time, Supplier<WorkingSettings> settings, TaskRegistry tasks, EventSink events) {
        this.time = time;
        this.settings = settings;
        this.tasks = tasks;
        log = new WorkflowLog(events);
        tasks.onChange(this::groupsChanged);
    }

    @Override
    public MessageFamily family() {
        return MessageFamily.WORKFLOW;
    }

    @Override
    public Optional<WorkMode> mode() {
        return Optional.of(WorkMode.WORKING);
    }

    @Override
    public FeatureSession open(FeatureConnection connection) {
        WorkflowSession session = new WorkflowSession(connection, time, settings, tasks, log, over -> sessions.remove(connection.deviceId(), over));
        sessions.put(connection.deviceId(), session);
        session.opened();
        return session;
    }

    /// Only devices of these groups are sent anything, each the list of its own group.
    private void groupsChanged(Set<TaskGroup> groups) {
        sessions.values().stream().filter(session -> groups.contains(session.group())).forEach(WorkflowSession::boardChanged);
    }

    /// Gives a device a task that came by another way than its own messages: creates it in the group of the device, or merges it into the one with its id.
    ///
    /// @param task its owner is not used; a long title is cut
    /// @param by who sent it
    public TaskChange give(DeviceId owner, TaskPatch task, DeviceId by) {
        return tasks.merge(
            List.of(new TaskRegistry.Merge(TaskGroup.of(owner),
                task.title().map(title -> task.titled(WorkflowRequestReader.line(title, Task.MAX_TITLE))).orElse(task).ownedBy(settings.get().owner(owner)))),
            Optional.of(by));
    }
}
