package earshot.ui.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.task.Task;
import earshot.task.TaskEvent;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskRegistry;
import earshot.task.TaskStatus;
import earshot.task.TaskStore;
import earshot.task.WorkingSettings;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.Texts;
import earshot.wire.Dialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Groups and owners by the names that people gave.
class TaskPeopleTest {
    private static final TaskGroup GROUP = new TaskGroup("a0:b1:c2");

    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final TaskRegistry tasks = new TaskRegistry(time, TaskStore.none());
    private final TaskPeople people = new TaskPeople(engine, () -> new Texts(Texts.Language.ENGLISH));

    @BeforeEach
    void begin() {
        engine.settings.set(engine.settings.get().with(WorkingSettings.SECTION, new WorkingSettings(true, Duration.ZERO, Map.of(device(1), "Anna"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 | a0:b1:c2
        1 | Room 1
        2 | Room 1, Room 2
        3 | Room 1, Room 2, Room 3
        4 | Room 1, Room 2, Room 3 and 1 more
        9 | Room 1, Room 2, Room 3 and 6 more""")
    void aGroupIsCalledByItsDevices(int devices, String name) {
        IntStream.rangeClosed(1, devices).forEach(i -> engine.device(device(i)).named("Room " + i, ""));
        engine.device(new DeviceId("d4:e5:f6:00:00:01")).named("Elsewhere", "");
        assertThat(people.name(GROUP)).isEqualTo(name);
    }

    @Test
    void groupsWithMoreToDoComeFirstThenThoseThatAreThere() {
        engine.device(new DeviceId("11:11:11:00:00:01"));
        engine.device(new DeviceId("22:22:22:00:00:01")).connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "");
        add("33:33:33", "a", TaskStatus.DONE);
        add("44:44:44", "a", TaskStatus.OPEN);
        add("55:55:55", "a", TaskStatus.OPEN);
        add("55:55:55", "b", TaskStatus.OPEN);
        assertThat(people.groups()).extracting(TaskGroup::key).containsExactly("55:55:55", "44:44:44", "22:22:22", "11:11:11", "33:33:33");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Anna              | Room 1
        a0:b1:c2:00:00:01 | Room 1
        a0:b1:c2:00:00:02 | Room 2
        Bert              | Bert
        d4:e5:f6:00:00:01 | Elsewhere""")
    void anOwnerIsCalledByTheNameOfItsDevice(String owner, String name) {
        engine.device(device(1)).named("Room 1", "");
        engine.device(device(2)).named("Room 2", "");
        engine.device(new DeviceId("d4:e5:f6:00:00:01")).named("Elsewhere", "");
        assertThat(people.owner(owner, GROUP)).isEqualTo(name);
        Task task = new Task(new Task.Key(GROUP, "x"), "x", 0, TaskStatus.OPEN, Optional.of(owner), Map.of(), time.now(), List.of());
        assertThat(people.owns(device(1), task)).isEqualTo(name.equals("Room 1"));
        assertThat(people.owns(device(2), task)).isEqualTo(name.equals("Room 2"));
    }

    @Test
    void aDeviceIsWrittenAsOwnerByItsAlias() {
        assertThat(people.writtenOwner(device(1))).isEqualTo("Anna");
        assertThat(people.writtenOwner(device(2))).isEqualTo(device(2).value());
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH", "CHINESE"})
    void everyChangeIsToldWithTheTimeOfDayAndLaterWithTheDay(Texts.Language language) {
        engine.device(device(1)).named("Room 1", "");
        TaskFormatter formatter = new TaskFormatter(new Texts(language), people);
        add("a0:b1:c2", "a", TaskStatus.OPEN);
        Task task = tasks.board(GROUP).getFirst();
        assertThat(formatter.owner(task)).isEqualTo(new Texts(language).get("tasks.nobody"));
        Set<String> told = new HashSet<>();
        for (TaskEvent.Act act : TaskEvent.Act.values()) {
            TaskEvent event = new TaskEvent(time.now(), Optional.of(device(1)), act,
                act == TaskEvent.Act.ASSIGNED ? "Anna" : act == TaskEvent.Act.PRIORITIZED ? "0" : "detail");
            String now = formatter.event(task, event, time.now().plus(Duration.ofHours(20)).minusNanos(1));
            assertThat(now).matches("\\d\\d:\\d\\d  .*").contains("Room 1").doesNotContain("{", "Anna", "tasks.");
            assertThat(formatter.event(task, event, time.now().plus(Duration.ofHours(20)))).matches("\\d\\d-\\d\\d \\d\\d:\\d\\d  .*")
                .endsWith(now.substring(7));
            told.add(now);
        }
        assertThat(told).as("no two are told alike").hasSize(TaskEvent.Act.values().length);
        assertThat(formatter.event(task, new TaskEvent(time.now(), Optional.empty(), TaskEvent.Act.PRIORITIZED, "9"), time.now())).as("one that is not known")
            .contains("9");
    }

    private static DeviceId device(int number) {
        return new DeviceId("a0:b1:c2:00:00:0" + number);
    }

    private void add(String group, String id, TaskStatus status) {
        tasks.merge(List.of(new TaskRegistry.Merge(new TaskGroup(group), TaskPatch.of(id).withStatus(status))), Optional.empty());
        engine.tasks.set(tasks.rows().get());
    }
}
