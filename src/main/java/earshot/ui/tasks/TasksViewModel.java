package earshot.ui.tasks;

import module java.base;

import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.task.Task;
import earshot.task.TaskCommand;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskStatus;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The board of one group, and what was done here. On the FX thread only.
final class TasksViewModel {
    static final Duration UNDO = Duration.ofSeconds(10);
    private static final int MAX_UNDO = 50;
    /// Facts of devices change many times a second; only who is there matters here.
    private static final Duration FACTS = Duration.ofMillis(500);

    private final ViewContext viewContext;
    private final TaskPeople people;
    private final SubscriptionGroup subscriptions = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<List<TaskGroup>> groups = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Optional<TaskGroup>> group = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Person>> members = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Optional<DeviceId>> only = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty filter = new SimpleStringProperty("");
    private final LiveRows<Task> open = new LiveRows<>(Task::key);
    private final LiveRows<Task> done = new LiveRows<>(Task::key);
    private final ReadOnlyObjectWrapper<Counts> counts = new ReadOnlyObjectWrapper<>(new Counts(0, 0));
    private final ReadOnlyObjectWrapper<Optional<Step>> lastStep = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<Step> undone = new ArrayDeque<>();
    private WatchSubscription stepTimeout = () -> { };

    /// A device of the group.
    ///
    /// @param open how many open tasks it has
    record Person(DeviceId device, String name, int open) {}

    /// How many tasks the group has, whatever the filter shows.
    record Counts(int open, int done) {}

    /// What a person did here, what does it again, and what takes it back.
    record Step(Kind kind, String title, TaskCommand act, TaskCommand inverse) {
        enum Kind { CREATED, RENAMED, PRIORITIZED, ASSIGNED, RELEASED, COMPLETED, REOPENED, DELETED }
    }

    TasksViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        people = new TaskPeople(viewContext.model(), viewContext::texts);
        group.subscribe((_, _) -> {
            only.set(Optional.empty());
            show(LiveRows::replace);
        });
        only.subscribe((_, _) -> show(LiveRows::replace));
        filter.subscribe((_, _) -> show(LiveRows::replace));
    }

    void start() {
        subscriptions.close();
        subscriptions.add(viewContext.pump().watch(viewContext.model().tasks(), _ -> refresh()));
        subscriptions.add(viewContext.pump().watch(viewContext.model().devices(), _ -> refresh()));
        subscriptions.add(viewContext.pump().watch(viewContext.model().settings(), _ -> refresh()));
        subscriptions.add(viewContext.pump().every(FACTS, this::refreshPeople));
        refresh();
    }

    /// What was done here is not undone once something else was looked at.
    void stop() {
        subscriptions.close();
        steps.clear();
        undone.clear();
        hideStep();
    }

    void close() {
        stop();
    }

    private void refresh() {
        refreshPeople();
        show(LiveRows::update);
    }

    /// The chosen group stays, also when it has neither tasks nor devices any more.
    private void refreshPeople() {
        List<TaskGroup> known = new ArrayList<>(people.groups());
        group.get().filter(chosen -> !known.contains(chosen)).ifPresent(known::add);
        groups.set(known);
        if (group.get().isEmpty() && !known.isEmpty()) {
            group.set(Optional.of(known.getFirst()));
        }
        members.set(group.get().map(this::members).orElse(List.of()));
    }

    private List<Person> members(TaskGroup of) {
        List<Task> board = board().stream().filter(task -> !task.done()).toList();
        return people.members(of).stream()
            .map(device -> new Person(device, people.name(device), (int) board.stream().filter(task -> people.owns(device, task)).count())).toList();
    }

    private List<Task> board() {
        return group.get()
            .map(chosen -> viewContext.model().tasks().get().stream().filter(task -> task.key().group().equals(chosen)).sorted(Task.ORDER).toList())
            .orElse(List.of());
    }

    private void show(BiConsumer<LiveRows<Task>, List<Task>> how) {
        List<Task> board = board();
        String words = LetterCase.folded(filter.get().strip());
        List<Task> shown = board.stream().filter(task -> only.get().map(device -> people.owns(device, task)).orElse(true))
            .filter(task -> words.isEmpty() || searchable(task).contains(words)).toList();
        how.accept(open, shown.stream().filter(task -> !task.done()).toList());
        how.accept(done, shown.stream().filter(Task::done).sorted(Comparator.comparing(TasksViewModel::changed).reversed()).toList());
        int open = (int) board.stream().filter(task -> !task.done()).count();
        counts.set(new Counts(open, board.size() - open));
    }

    /// Done tasks are read by when they were done, the last one first.
    private static Instant changed(Task task) {
        return task.history().isEmpty() ? task.created() : task.history().getLast().at();
    }

    private String searchable(Task task) {
        return LetterCase
            .folded(String.join(" ", task.title(), task.key().id(), task.owner().map(owner -> people.owner(owner, task.key().group())).orElse("")));
    }

    /// Creates an open task of the chosen group.
    void create(String title) {
        if (title.isBlank() || group.get().isEmpty()) {
            return;
        }
        TaskGroup chosen = group.get().orElseThrow();
        TaskPatch fields = TaskPatch.of("").titled(title.strip());
        TaskCommand create = new TaskCommand.Create(chosen, only.get().map(device -> fields.ownedBy(people.writtenOwner(device))).orElse(fields));
        viewContext.pump().whenDone(send(create).outcome(), outcome -> {
            if (outcome instanceof Outcome.Done(_, List<String> ids, _) && !ids.isEmpty()) {
                did(new Step(Step.Kind.CREATED, title.strip(), create, new TaskCommand.Delete(new Task.Key(chosen, ids.getFirst()))));
            }
        });
    }

    void rename(Task task, String title) {
        if (!title.isBlank()) {
            change(task, Step.Kind.RENAMED, patch(task).titled(title.strip()), patch(task).titled(task.title()));
        }
    }

    void prioritize(Task task, int priority) {
        if (priority != task.priority()) {
            change(task, Step.Kind.PRIORITIZED, patch(task).withPriority(priority), patch(task).withPriority(task.priority()));
        }
    }

    /// @param device empty for nobody
    void assign(Task task, Optional<DeviceId> device) {
        boolean asBefore = device.map(owner -> people.owns(owner, task)).orElse(task.owner().isEmpty());
        if (!asBefore) {
            change(task, device.isPresent() ? Step.Kind.ASSIGNED : Step.Kind.RELEASED, patch(task).ownedBy(device.map(people::writtenOwner).orElse("")),
                patch(task).ownedBy(task.owner().orElse("")));
        }
    }

    void complete(Task task, boolean complete) {
        if (complete != task.done()) {
            (complete ? open : done).release(task.key());
            change(task, complete ? Step.Kind.COMPLETED : Step.Kind.REOPENED, patch(task).withStatus(complete ? TaskStatus.DONE : TaskStatus.OPEN),
                patch(task).withStatus(task.status()));
        }
    }

    void delete(Task task) {
        (task.done() ? done : open).release(task.key());
        perform(new Step(Step.Kind.DELETED, task.title(), new TaskCommand.Delete(task.key()), new TaskCommand.Restore(task)));
    }

    private static TaskPatch patch(Task task) {
        return TaskPatch.of(task.key().id());
    }

    private void change(Task task, Step.Kind kind, TaskPatch patch, TaskPatch inverse) {
        perform(new Step(kind, patch.title().orElse(task.title()), new TaskCommand.Change(task.key().group(), patch),
            new TaskCommand.Change(task.key().group(), inverse)));
    }

    private Operation send(TaskCommand act) {
        return viewContext.send(new Command.PerformTaskCommand(act));
    }

    private void perform(Step step) {
        send(step.act());
        did(step);
    }

    /// Something new was done: what was undone before is not done again.
    private void did(Step step) {
        undone.clear();
        push(step);
    }

    private void push(Step step) {
        steps.push(step);
        if (steps.size() > MAX_UNDO) {
            steps.removeLast();
        }
        stepTimeout.close();
        lastStep.set(Optional.of(step));
        stepTimeout = viewContext.pump().after(UNDO, () -> lastStep.set(Optional.empty()));
    }

    private void hideStep() {
        stepTimeout.close();
        lastStep.set(Optional.empty());
    }

    /// Takes back what was done here last. False when there is nothing.
    boolean undo() {
        if (steps.isEmpty()) {
            return false;
        }
        Step step = steps.pop();
        undone.push(repeatable(step));
        send(step.inverse());
        hideStep();
        return true;
    }

    /// A task that was created comes back as it is now, and not as another one.
    private Step repeatable(Step step) {
        Optional<Task> created = Optional.of(step.inverse()).filter(TaskCommand.Delete.class::isInstance).map(delete -> ((TaskCommand.Delete) delete).key())
            .flatMap(key -> viewContext.model().tasks().get().stream().filter(task -> task.key().equals(key)).findFirst());
        return created.map(task -> new Step(step.kind(), step.title(), new TaskCommand.Restore(task), step.inverse())).orElse(step);
    }

    /// Does again what was undone here last. False when there is nothing.
    boolean redo() {
        if (undone.isEmpty()) {
            return false;
        }
        Step step = undone.pop();
        send(step.act());
        push(step);
        return true;
    }

    /// Makes tasks of what a meeting decided.
    ///
    /// @param told receives how many are new
    void importMeeting(Meeting meeting, IntConsumer told) {
        group.get()
            .ifPresent(chosen -> viewContext.pump().whenDone(send(new TaskCommand.ImportMeeting(chosen, Optional.of(meeting.id()))).outcome(), outcome -> {
            if (outcome instanceof Outcome.Done(_, List<String> count, _)) {
                told.accept(Integer.parseInt(count.getFirst()));
            }
        }));
    }

    /// Makes tasks of a file, in the chosen group where they name none.
    ///
    /// @param told receives how many are new, and how many did not hold
    void importFile(Path file, BiConsumer<Integer, Integer> told) {
        group.get().ifPresent(chosen -> viewContext.pump().whenDone(send(new TaskCommand.ImportFile(chosen, file)).outcome(), outcome -> {
            if (outcome instanceof Outcome.Done(_, List<String> counts, _)) {
                told.accept(Integer.parseInt(counts.getFirst()), Integer.parseInt(counts.getLast()));
            }
        }));
    }

    /// The meetings that ended last.
    List<Meeting> meetings(int most) {
        return viewContext.model().meetings().meetings().get().stream().filter(meeting -> meeting.endedAt().isPresent() && meeting.trashedAt().isEmpty())
            .limit(most).toList();
    }

    /// The task as it is now; empty when it is gone.
    Optional<Task> find(String id) {
        return board().stream().filter(task -> task.key().id().equals(id)).findFirst();
    }

    TaskPeople people() {
        return people;
    }

    ReadOnlyObjectProperty<List<TaskGroup>> groups() {
        return groups.getReadOnlyProperty();
    }

    ObjectProperty<Optional<TaskGroup>> group() {
        return group;
    }

    ReadOnlyObjectProperty<List<Person>> members() {
        return members.getReadOnlyProperty();
    }

    /// The device whose tasks alone are shown.
    ObjectProperty<Optional<DeviceId>> only() {
        return only;
    }

    StringProperty filter() {
        return filter;
    }

    LiveRows<Task> open() {
        return open;
    }

    LiveRows<Task> done() {
        return done;
    }

    ReadOnlyObjectProperty<Counts> counts() {
        return counts.getReadOnlyProperty();
    }

    /// What was done here a moment ago.
    ReadOnlyObjectProperty<Optional<Step>> lastStep() {
        return lastStep.getReadOnlyProperty();
    }
}
