package earshot.task;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class TaskRegistryTest {
    private static final TaskGroup GROUP = new TaskGroup("a0:b1:c2:d3:e4:f5");
    private static final Optional<DeviceId> DEVICE = Optional.of(new DeviceId("a0:b1:c2:d3:e4:f5"));

    private final TaskRegistry tasks = new TaskRegistry(new TimeFake(), TaskStore.none());

    @Test
    void onlyTheNamedFieldsChangeAndWhoDidWhatIsKept() {
        merge(new TaskPatch("x", Optional.of("sweep"), OptionalInt.of(1), Optional.empty(), Optional.empty(), Map.of("due", new IntNode(5))));
        merge(TaskPatch.of("x").ownedBy("me").withStatus(TaskStatus.DONE));
        tasks.change(GROUP, TaskPatch.of("x").titled("mop").withStatus(TaskStatus.OPEN).withPriority(0).ownedBy(""), Optional.empty());
        Task task = tasks.board(GROUP).getFirst();
        assertThat(task).extracting(Task::title, Task::priority, Task::status, Task::owner, Task::more).containsExactly("mop", 0, TaskStatus.OPEN,
            Optional.empty(), Map.of("due", new IntNode(5)));
        assertThat(task.history().stream().map(event -> event.act() + " " + event.detail() + (event.by().isPresent() ? "" : " here"))).containsExactly(
            "CREATED ", "ASSIGNED me", "COMPLETED ", "RENAMED mop here", "PRIORITIZED 0 here", "RELEASED  here", "REOPENED  here");
    }

    @Test
    void whatIsSoAlreadyChangesNothing() {
        merge(TaskPatch.of("x").titled("sweep"));
        List<Set<TaskGroup>> told = new ArrayList<>();
        tasks.onChange(told::add);
        assertThat(merge(TaskPatch.of("x").titled("sweep").withPriority(Task.USUAL_PRIORITY))).isEqualTo(TaskChange.Made.NOTHING);
        assertThat(tasks.delete(GROUP, List.of("y"))).isEqualTo(TaskChange.Made.NOTHING);
        assertThat(told).isEmpty();
        merge(TaskPatch.of("x").withPriority(0));
        assertThat(told).containsExactly(Set.of(GROUP));
    }

    @Test
    void historyAndUnknownFieldsOfATaskAreBounded() {
        for (int i = 0; i < 50; i++) {
            merge(new TaskPatch("x", Optional.of("t" + i), OptionalInt.empty(), Optional.empty(), Optional.empty(),
                Map.of("k" + i, new TextNode("v".repeat(100)))));
        }
        Task task = tasks.board(GROUP).getFirst();
        assertThat(task.history()).hasSize(Task.MAX_HISTORY);
        assertThat(task.history().getLast().detail()).isEqualTo("t49");
        assertThat(task.more().toString().length()).isLessThan(TaskPatch.MAX_MORE + 100);
    }

    @Test
    void theWorkOfManyUnknownFieldsGrowsWithTheirNumberOnly() {
        AtomicInteger written = new AtomicInteger();
        for (String value : List.of("a", "b")) {
            Map<String, JsonNode> fields = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                fields.put(Integer.toString(i), new TextNode(value) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String toString() {
                        written.incrementAndGet();
                        return value;
                    }
                });
            }
            merge(new TaskPatch("x", Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), fields));
        }
        Map<String, JsonNode> more = tasks.board(GROUP).getFirst().more();
        assertThat(more.values()).as("a value takes the place of the one before").extracting(JsonNode::textValue).contains("b");
        assertThat(written).hasValueLessThan(2_000);
    }

    @Test
    void aTaskOfAPersonIsNotChangedByADeviceThatCountsItsOwn() {
        tasks.create(GROUP, TaskPatch.of("").titled("here"), Optional.empty());
        for (String id : List.of("T-1", "1", "t1", "task-1")) {
            merge(TaskPatch.of(id).titled("there"));
        }
        assertThat(tasks.board(GROUP)).extracting(Task::title).containsExactly("here", "there", "there", "there", "there");
    }

    @Test
    void doneTasksMakeRoomAndOpenOnesDoNot() {
        for (int i = 0; i < TaskRegistry.MAX_IN_GROUP; i++) {
            tasks.create(GROUP, TaskPatch.of("").titled("task " + i), Optional.empty());
        }
        assertThat(merge(TaskPatch.of("console-1").titled("other"), TaskPatch.of("one")))
            .isEqualTo(new TaskChange.Full(TaskRegistry.MAX_IN_GROUP, TaskChange.Bound.GROUP));
        assertThat(tasks.find(new Task.Key(GROUP, "console-1")).orElseThrow().title()).as("all or none").isEqualTo("task 0");
        tasks.complete(GROUP, List.of("console-9", "console-7"), Optional.empty());
        assertThat(merge(TaskPatch.of("one"))).isInstanceOf(TaskChange.Made.class);
        assertThat(tasks.find(new Task.Key(GROUP, "console-7"))).isEmpty();
        assertThat(tasks.find(new Task.Key(GROUP, "console-9"))).isPresent();
    }

    @Test
    void aDeviceCannotTakeTheRoomOfAllByNamingEverNewGroups() {
        for (int i = 0; i < TaskRegistry.MAX_ELSEWHERE; i++) {
            assertThat(elsewhere(i, DEVICE)).isInstanceOf(TaskChange.Made.class);
        }
        assertThat(elsewhere(TaskRegistry.MAX_ELSEWHERE, DEVICE)).isEqualTo(new TaskChange.Full(TaskRegistry.MAX_ELSEWHERE, TaskChange.Bound.ELSEWHERE));
        assertThat(elsewhere(0, DEVICE)).as("what is there may be changed").isInstanceOf(TaskChange.Made.class);
        assertThat(merge(TaskPatch.of("own"))).as("its own group has its own room").isInstanceOf(TaskChange.Made.class);
        assertThat(elsewhere(1_000, Optional.of(new DeviceId("ff:00:00:00:00:01")))).isInstanceOf(TaskChange.Made.class);
        assertThat(elsewhere(1_001, Optional.empty())).as("a person").isInstanceOf(TaskChange.Made.class);
        tasks.delete(new TaskGroup("g5"), List.of("t"));
        assertThat(elsewhere(TaskRegistry.MAX_ELSEWHERE, DEVICE)).isInstanceOf(TaskChange.Made.class);
    }

    private TaskChange elsewhere(int group, Optional<DeviceId> by) {
        return tasks.merge(List.of(new TaskRegistry.Merge(new TaskGroup("g" + group), TaskPatch.of("t").titled("task"))), by);
    }

    @Test
    void aDeletedTaskComesBackUnlessItExistsAgain() {
        merge(TaskPatch.of("x").titled("sweep"));
        Task task = tasks.board(GROUP).getFirst();
        tasks.delete(GROUP, List.of("x"));
        assertThat(tasks.board(GROUP)).isEmpty();
        tasks.restore(task, Optional.empty());
        assertThat(tasks.board(GROUP)).singleElement().satisfies(back -> assertThat(back.history().getLast().act()).isEqualTo(TaskEvent.Act.RESTORED));
        merge(TaskPatch.of("x").titled("mop"));
        tasks.restore(task, Optional.empty());
        assertThat(tasks.board(GROUP).getFirst().title()).isEqualTo("mop");
    }

    @Test
    void decisionsOfAMeetingAreImportedOnce() {
        MeetingItems meeting = new MeetingItems(new MeetingId("m1"), List.of("call Anna", " "), List.of("book\na room"));
        assertThat(tasks.importItems(GROUP, meeting, Optional.empty())).isInstanceOfSatisfying(TaskChange.Made.class,
            made -> assertThat(made.ids()).containsExactly("MEET-m1-A1", "MEET-m1-N1"));
        assertThat(tasks.board(GROUP)).extracting(Task::title).containsExactly("call Anna", "book a room");
        tasks.complete(GROUP, List.of("MEET-m1-A1"), DEVICE);
        assertThat(tasks.importItems(GROUP, meeting, Optional.empty())).as("what people changed stays").isEqualTo(TaskChange.Made.NOTHING);
    }

    @Test
    void theBoardIsInTheOrderInWhichPeopleCount() {
        merge(TaskPatch.of("done").withStatus(TaskStatus.DONE).withPriority(0), TaskPatch.of("usual"), TaskPatch.of("urgent").withPriority(0),
            TaskPatch.of("b"), TaskPatch.of("a"));
        assertThat(tasks.board(GROUP)).extracting(task -> task.key().id()).containsExactly("urgent", "usual", "b", "a", "done");
    }

    private TaskChange merge(TaskPatch... patches) {
        return tasks.merge(Arrays.stream(patches).map(patch -> new TaskRegistry.Merge(GROUP, patch)).toList(), DEVICE);
    }
}
