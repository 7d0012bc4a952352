package earshot.task;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// All tasks, in memory and in the store. Safe for use from any thread; only the constructor waits for the disk.
public final class TaskRegistry {
    /// Tasks of one group. Where there is no room, done ones make room, the oldest first.
    static final int MAX_IN_GROUP = 200;
    static final int MAX_TASKS = 5_000;
    /// Tasks that one device makes in the groups of others: as many as fit into one group, so that it cannot take the room of all.
    static final int MAX_ELSEWHERE = 200;

    private final Time time;
    private final TaskStore store;
    private final MutableWatch<List<Task>> rows;
    private volatile Consumer<Set<TaskGroup>> listener = _ -> {};
    private Instant lastCreated;
    /// The newest write: what is so already is no safer than that.
    private CompletableFuture<?> lastWrite = CompletableFuture.completedFuture(null);

    public TaskRegistry(Time time, TaskStore store) {
        this.time = time;
        this.store = store;
        List<Task> stored = store.read();
        lastCreated = stored.stream().map(Task::created).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        rows = new MutableWatch<>(stored);
    }

    /// All tasks, in the order in which they were created.
    public Watch<List<Task>> rows() {
        return rows;
    }

    /// Has a listener told of every group that changed, on the thread that changed it; it returns at once.
    void onChange(Consumer<Set<TaskGroup>> next) {
        listener = next;
    }

    /// The tasks of a group, in [Task#ORDER].
    public List<Task> board(TaskGroup group) {
        return rows.get().stream().filter(task -> task.key().group().equals(group)).sorted(Task.ORDER).toList();
    }

    public Optional<Task> find(Task.Key key) {
        return rows.get().stream().filter(task -> task.key().equals(key)).findFirst();
    }

    /// A field-level change of a task that may not exist yet.
    public record Merge(TaskGroup group, TaskPatch patch) {}

    /// Creates tasks, and changes the named fields of those that exist; all or none.
    public TaskChange merge(List<Merge> merges, Optional<DeviceId> by) {
        return change(draft -> {
            for (Merge merge : merges) {
                Task.Key key = new Task.Key(merge.group, merge.patch.id());
                Optional<Task> known = draft.find(key);
                if (known.isPresent()) {
                    draft.put(merge.patch.applyTo(known.get(), time.now(), by));
                } else if (!draft.add(merge.patch.create(merge.group, nextCreated(), by, TaskEvent.Act.CREATED, ""))) {
                    return Optional.of(draft.full(merge.group, by));
                }
            }
            return Optional.empty();
        });
    }

    /// Creates a task with the next free id of its own kind: devices name theirs `T-1` and so on, and would change this one by naming theirs.
    public synchronized TaskChange create(TaskGroup group, TaskPatch fields, Optional<DeviceId> by) {
        Set<String> taken = board(group).stream().map(task -> task.key().id()).collect(Collectors.toSet());
        String id = IntStream.iterate(1, next -> next + 1).mapToObj(number -> "console-" + number).filter(name -> !taken.contains(name)).findFirst()
            .orElseThrow();
        return merge(List.of(new Merge(group, new TaskPatch(id, fields.title(), fields.priority(), fields.status(), fields.owner(), fields.more()))), by);
    }

    /// Changes the named fields of a task; one that is gone stays gone.
    public TaskChange change(TaskGroup group, TaskPatch patch, Optional<DeviceId> by) {
        return change(draft -> {
            Optional<Task> known = draft.find(new Task.Key(group, patch.id()));
            known.ifPresent(task -> draft.put(patch.applyTo(task, time.now(), by)));
            return known.isEmpty() ? Optional.of(new TaskChange.Absent(patch.id())) : Optional.empty();
        });
    }

    /// Gives a task to an owner.
    ///
    /// @param same whether an owner is the one that it is given to, under another name; then nothing changes
    TaskChange assign(Task.Key key, String owner, Predicate<String> same, Optional<DeviceId> by) {
        return change(draft -> {
            Optional<Task> known = draft.find(key);
            known.filter(task -> task.owner().filter(same).isEmpty())
                .ifPresent(task -> draft.put(TaskPatch.of(key.id()).ownedBy(owner).applyTo(task, time.now(), by)));
            return known.isEmpty() ? Optional.of(new TaskChange.Absent(key.id())) : Optional.empty();
        });
    }

    /// Marks those of the tasks that exist as done.
    TaskChange complete(TaskGroup group, List<String> ids, Optional<DeviceId> by) {
        return change(draft -> {
            List<Task> known = ids.stream().distinct().flatMap(id -> draft.find(new Task.Key(group, id)).stream()).toList();
            known.forEach(task -> draft.put(TaskPatch.of(task.key().id()).withStatus(TaskStatus.DONE).applyTo(task, time.now(), by)));
            return known.isEmpty() ? Optional.of(new TaskChange.Absent(ids.getFirst())) : Optional.empty();
        });
    }

    /// Deletes those of the tasks that exist; deleting what is gone is done already.
    public TaskChange delete(TaskGroup group, List<String> ids) {
        return change(draft -> {
            ids.forEach(id -> draft.remove(new Task.Key(group, id)));
            return Optional.empty();
        });
    }

    /// Brings a deleted task back as it was; one that exists again meanwhile stays.
    public TaskChange restore(Task task, Optional<DeviceId> by) {
        return change(
            draft -> draft.find(task.key()).isPresent() || draft.add(task.after(new TaskEvent(time.now(), by, TaskEvent.Act.RESTORED, ""))) ? Optional.empty()
                : Optional.of(draft.full(task.key().group(), by)));
    }

    /// Creates the tasks of a meeting that do not exist yet; those that do stay as people have changed them.
    public TaskChange importItems(TaskGroup group, MeetingItems meeting, Optional<DeviceId> by) {
        return importAll(meeting.tasks().stream().map(patch -> new Merge(group, patch)).toList(), by, meeting.meeting().value());
    }

    /// What a file gave.
    public record Imported(TaskChange change, int leftOut) {}

    /// Creates the tasks of a file that do not exist yet, all or none. Waits for the disk.
    ///
    /// @param group that of tasks that name none
    /// @throws IOException when it cannot be read, or has no tasks
    public Imported importFile(TaskGroup group, Path file) throws IOException {
        TaskFile read = TaskFile.read(file, group);
        return new Imported(importAll(read.merges(), Optional.empty(), file.getFileName().toString()), read.leftOut());
    }

    private TaskChange importAll(List<Merge> merges, Optional<DeviceId> by, String source) {
        return change(draft -> {
            for (Merge merge : merges) {
                if (draft.find(new Task.Key(merge.group, merge.patch.id())).isEmpty()
                    && !draft.add(merge.patch.create(merge.group, nextCreated(), by, TaskEvent.Act.IMPORTED, source))) {
                    return Optional.of(draft.full(merge.group, by));
                }
            }
            return Optional.empty();
        });
    }

    /// Later than all others, so that tasks keep the order in which they came.
    private Instant nextCreated() {
        Instant now = time.now().truncatedTo(ChronoUnit.MILLIS);
        lastCreated = now.isAfter(lastCreated) ? now : lastCreated.plusMillis(1);
        return lastCreated;
    }

    /// The lock keeps the writes to the store in the order of the rows; the store only queues them.
    private TaskChange change(Function<TaskDraft, Optional<TaskChange>> work) {
        TaskChange.Made made;
        synchronized (this) {
            TaskDraft draft = new TaskDraft(rows.get());
            Optional<TaskChange> refused = work.apply(draft);
            if (refused.isPresent()) {
                return refused.get();
            }
            if (draft.unchanged()) {
                return lastWrite.state() == Future.State.SUCCESS ? TaskChange.Made.NOTHING : new TaskChange.Made(Set.of(), List.of(), lastWrite);
            }
            rows.set(draft.tasks());
            lastWrite = store.write(draft.changed(), draft.gone());
            made = new TaskChange.Made(draft.groups(), draft.ids(), lastWrite);
        }
        listener.accept(made.groups());
        return made;
    }
}
