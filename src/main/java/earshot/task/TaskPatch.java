package earshot.task;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;

/// Some fields of a task, to be created with them or changed in them; what is empty stays as it is.
///
/// @param owner an empty text takes the task from its owner
/// @param more fields without a meaning here, which are kept
public record TaskPatch(String id, Optional<String> title, OptionalInt priority, Optional<TaskStatus> status, Optional<String> owner,
    Map<String, JsonNode> more) {
    /// Characters of what has no meaning here.
    static final int MAX_MORE = 1_000;

    public TaskPatch {
        more = Map.copyOf(more);
    }

    /// Changes nothing yet.
    public static TaskPatch of(String id) {
        return new TaskPatch(id, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    public TaskPatch titled(String next) {
        return new TaskPatch(id, Optional.of(next), priority, status, owner, more);
    }

    public TaskPatch withPriority(int next) {
        return new TaskPatch(id, title, OptionalInt.of(next), status, owner, more);
    }

    public TaskPatch withStatus(TaskStatus next) {
        return new TaskPatch(id, title, priority, Optional.of(next), owner, more);
    }

    /// @param next empty for nobody
    public TaskPatch ownedBy(String next) {
        return new TaskPatch(id, title, priority, status, Optional.of(next), more);
    }

    /// A new task with these fields.
    Task create(TaskGroup group, Instant at, Optional<DeviceId> by, TaskEvent.Act act, String detail) {
        Task bare = new Task(new Task.Key(group, id), title.orElse(id), priority.orElse(Task.USUAL_PRIORITY), status.orElse(TaskStatus.OPEN),
            owner.filter(name -> !name.isEmpty()), more, at, List.of());
        Task begun = bare.after(new TaskEvent(at, by, act, detail));
        Task owned = bare.owner().map(name -> begun.after(new TaskEvent(at, by, TaskEvent.Act.ASSIGNED, name))).orElse(begun);
        return bare.done() ? owned.after(new TaskEvent(at, by, TaskEvent.Act.COMPLETED, "")) : owned;
    }

    /// The task with these fields; the same when they say nothing new.
    Task applyTo(Task task, Instant at, Optional<DeviceId> by) {
        Optional<String> nextOwner = owner.map(name -> Optional.of(name).filter(text -> !text.isEmpty())).orElse(task.owner());
        Task next = new Task(task.key(), title.orElse(task.title()), priority.orElse(task.priority()), status.orElse(task.status()), nextOwner,
            mergedMore(task.more()), task.created(), task.history());
        if (next.equals(task)) {
            return task;
        }
        if (!next.title().equals(task.title())) {
            next = next.after(new TaskEvent(at, by, TaskEvent.Act.RENAMED, next.title()));
        }
        if (next.priority() != task.priority()) {
            next = next.after(new TaskEvent(at, by, TaskEvent.Act.PRIORITIZED, Integer.toString(next.priority())));
        }
        if (!next.owner().equals(task.owner())) {
            next = next.after(new TaskEvent(at, by, nextOwner.isPresent() ? TaskEvent.Act.ASSIGNED : TaskEvent.Act.RELEASED, nextOwner.orElse("")));
        }
        if (next.status() != task.status()) {
            next = next.after(new TaskEvent(at, by, next.done() ? TaskEvent.Act.COMPLETED : TaskEvent.Act.REOPENED, ""));
        }
        return next;
    }

    /// What does not fit any more is left out, so that a task does not grow with every message.
    private Map<String, JsonNode> mergedMore(Map<String, JsonNode> before) {
        Map<String, JsonNode> all = new HashMap<>(before);
        int size = before.entrySet().stream().mapToInt(field -> size(field.getKey(), field.getValue())).sum();
        for (Map.Entry<String, JsonNode> field : more.entrySet()) {
            int others = size - Optional.ofNullable(all.get(field.getKey())).map(former -> size(field.getKey(), former)).orElse(0);
            int whole = others + size(field.getKey(), field.getValue());
            if (whole <= MAX_MORE) {
                all.put(field.getKey(), field.getValue());
                size = whole;
            }
        }
        return all;
    }

    private static int size(String name, JsonNode value) {
        return name.length() + value.toString().length();
    }
}
