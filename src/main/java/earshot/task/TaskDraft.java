package earshot.task;

import module java.base;

import earshot.id.DeviceId;

/// All tasks while one change is made of them.
final class TaskDraft {
    private final Map<Task.Key, Task> tasks = new LinkedHashMap<>();
    private final Set<Task.Key> changed = new LinkedHashSet<>();

    TaskDraft(List<Task> all) {
        all.forEach(task -> tasks.put(task.key(), task));
    }

    Optional<Task> find(Task.Key key) {
        return Optional.ofNullable(tasks.get(key));
    }

    /// Puts a task in the place of the one with its key; does nothing when they are equal.
    void put(Task task) {
        if (!task.equals(tasks.put(task.key(), task))) {
            changed.add(task.key());
        }
    }

    /// Adds a task; done ones of its group make room. False when there is none.
    boolean add(Task task) {
        if (madeElsewhere(task).filter(device -> elsewhere(device) >= TaskRegistry.MAX_ELSEWHERE).isPresent()) {
            return false;
        }
        List<Task> group = tasks.values().stream().filter(other -> other.key().group().equals(task.key().group())).toList();
        if (group.size() >= TaskRegistry.MAX_IN_GROUP || tasks.size() >= TaskRegistry.MAX_TASKS) {
            Optional<Task> oldest = group.stream().filter(Task::done).findFirst();
            oldest.ifPresent(done -> remove(done.key()));
            if (oldest.isEmpty()) {
                return false;
            }
        }
        put(task);
        return true;
    }

    void remove(Task.Key key) {
        if (tasks.remove(key) != null) {
            changed.add(key);
        }
    }

    /// The device that made a task in the group of others, as far as its history says.
    private static Optional<DeviceId> madeElsewhere(Task task) {
        return task.history().stream().findFirst().flatMap(TaskEvent::by).filter(device -> !TaskGroup.of(device).equals(task.key().group()));
    }

    private long elsewhere(DeviceId device) {
        return tasks.values().stream().filter(task -> madeElsewhere(task).filter(device::equals).isPresent()).count();
    }

    /// @param by who wanted to add a task
    TaskChange full(TaskGroup group, Optional<DeviceId> by) {
        if (by.filter(device -> !TaskGroup.of(device).equals(group) && elsewhere(device) >= TaskRegistry.MAX_ELSEWHERE).isPresent()) {
            return new TaskChange.Full(TaskRegistry.MAX_ELSEWHERE, TaskChange.Bound.ELSEWHERE);
        }
        boolean groupFull = tasks.keySet().stream().filter(key -> key.group().equals(group)).count() >= TaskRegistry.MAX_IN_GROUP;
        return groupFull ? new TaskChange.Full(TaskRegistry.MAX_IN_GROUP, TaskChange.Bound.GROUP)
            : new TaskChange.Full(TaskRegistry.MAX_TASKS, TaskChange.Bound.ALL);
    }

    boolean unchanged() {
        return changed.isEmpty();
    }

    List<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    Set<TaskGroup> groups() {
        return changed.stream().map(Task.Key::group).collect(Collectors.toSet());
    }

    List<String> ids() {
        return changed.stream().map(Task.Key::id).distinct().toList();
    }

    List<Task> changed() {
        return changed.stream().filter(tasks::containsKey).map(tasks::get).toList();
    }

    List<Task.Key> gone() {
        return changed.stream().filter(key -> !tasks.containsKey(key)).toList();
    }
}
