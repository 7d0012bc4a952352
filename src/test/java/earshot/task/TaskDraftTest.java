package earshot.task;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import org.junit.jupiter.api.Test;

/// All tasks while one change is made of them.
class TaskDraftTest {
    private static final TaskGroup OWN = new TaskGroup("a0:b1:c2");
    private static final TaskGroup OTHER = new TaskGroup("d4:e5:f6");
    private static final DeviceId DEVICE = new DeviceId("a0:b1:c2:d3:e4:f5");

    @Test
    void whatIsPutAsItWasChangesNothing() {
        TaskDraft draft = new TaskDraft(List.of(open(OWN, "x")));
        draft.put(open(OWN, "x"));
        draft.remove(new Task.Key(OWN, "y"));
        assertThat(draft.unchanged()).isTrue();
        draft.put(done(OWN, "x"));
        assertThat(draft.unchanged()).isFalse();
        assertThat(draft.changed()).containsExactly(done(OWN, "x"));
        assertThat(draft.tasks()).containsExactly(done(OWN, "x"));
    }

    @Test
    void whatIsGoneIsToldApartFromWhatChanged() {
        TaskDraft draft = new TaskDraft(List.of(open(OWN, "x"), open(OWN, "y"), open(OTHER, "x")));
        draft.remove(new Task.Key(OWN, "x"));
        draft.put(done(OTHER, "x"));
        assertThat(draft.gone()).containsExactly(new Task.Key(OWN, "x"));
        assertThat(draft.changed()).containsExactly(done(OTHER, "x"));
        assertThat(draft.groups()).containsExactlyInAnyOrder(OWN, OTHER);
        assertThat(draft.ids()).as("one id of two groups").containsExactly("x");
        assertThat(draft.find(new Task.Key(OWN, "x"))).isEmpty();
        assertThat(draft.find(new Task.Key(OWN, "y"))).contains(open(OWN, "y"));
    }

    @Test
    void theOldestDoneTaskOfTheGroupMakesRoom() {
        List<Task> full = new ArrayList<>(many(OWN, TaskRegistry.MAX_IN_GROUP - 2));
        full.addAll(List.of(done(OWN, "old"), done(OWN, "new"), done(OTHER, "elsewhere")));
        TaskDraft draft = new TaskDraft(full);
        assertThat(draft.add(open(OWN, "one"))).isTrue();
        assertThat(draft.gone()).containsExactly(new Task.Key(OWN, "old"));
        assertThat(draft.add(open(OWN, "two"))).isTrue();
        assertThat(draft.add(open(OWN, "three"))).as("only open ones are left").isFalse();
        assertThat(draft.find(new Task.Key(OWN, "three"))).isEmpty();
        assertThat(draft.full(OWN, Optional.of(DEVICE))).isEqualTo(new TaskChange.Full(TaskRegistry.MAX_IN_GROUP, TaskChange.Bound.GROUP));
        assertThat(draft.add(open(OTHER, "x"))).as("another group has room").isTrue();
    }

    @Test
    void aDeviceCannotFillTheGroupsOfOthers() {
        List<Task> made = IntStream.range(0, TaskRegistry.MAX_ELSEWHERE).mapToObj(i -> madeBy(DEVICE, open(i % 2 == 0 ? OTHER : new TaskGroup("99"), "t" + i)))
            .toList();
        TaskDraft draft = new TaskDraft(made);
        assertThat(draft.add(madeBy(DEVICE, open(OTHER, "x")))).isFalse();
        assertThat(draft.full(OTHER, Optional.of(DEVICE))).isEqualTo(new TaskChange.Full(TaskRegistry.MAX_ELSEWHERE, TaskChange.Bound.ELSEWHERE));
        assertThat(draft.add(madeBy(DEVICE, open(OWN, "x")))).as("its own group").isTrue();
        assertThat(draft.add(madeBy(new DeviceId("77:77:77:77:77:77"), open(OTHER, "x")))).as("another device").isTrue();
        assertThat(draft.add(open(OTHER, "y"))).as("a person at the computer").isTrue();
    }

    @Test
    void thereIsAnEndToTheTasksOfAllGroups() {
        List<Task> all = IntStream.range(0, TaskRegistry.MAX_TASKS).mapToObj(i -> open(new TaskGroup("g" + i % 100), "t" + i)).toList();
        TaskDraft draft = new TaskDraft(all);
        assertThat(draft.add(open(OWN, "x"))).isFalse();
        assertThat(draft.full(OWN, Optional.empty())).isEqualTo(new TaskChange.Full(TaskRegistry.MAX_TASKS, TaskChange.Bound.ALL));
        assertThat(((TaskChange.Full) draft.full(OWN, Optional.empty())).words()).isEqualTo("no more than 5000 tasks in all groups");
    }

    private static List<Task> many(TaskGroup group, int count) {
        return IntStream.range(0, count).mapToObj(i -> open(group, "t" + i)).toList();
    }

    private static Task open(TaskGroup group, String id) {
        return task(group, id, TaskStatus.OPEN);
    }

    private static Task done(TaskGroup group, String id) {
        return task(group, id, TaskStatus.DONE);
    }

    private static Task madeBy(DeviceId device, Task task) {
        return task.after(new TaskEvent(Instant.EPOCH, Optional.of(device), TaskEvent.Act.CREATED, ""));
    }

    private static Task task(TaskGroup group, String id, TaskStatus status) {
        return new Task(new Task.Key(group, id), "title", Task.USUAL_PRIORITY, status, Optional.empty(), Map.of(), Instant.EPOCH, List.of());
    }
}
