package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.id.DeviceId;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskRegistry;
import earshot.task.TaskStore;
import earshot.task.WorkflowFeature;
import earshot.task.WorkingSettings;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The working mode of a connection, and the lists of tasks that it sends unasked.
class WorkingModeTest {
    private static final DeviceId A = new DeviceId("a0:b1:c2:00:00:01");
    private static final String START = "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}";
    private static final String END = "{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"working\"}";
    private static final String OK = "{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"working\"}";
    private static final String LISTEN = "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}";
    private static final String EMPTY = "{\"type\":\"workflow\",\"event\":\"update\",\"tasks\":[]}";

    private final AtomicReference<WorkingSettings> settings = new AtomicReference<>(new WorkingSettings(true, Duration.ZERO, Map.of()));
    private TaskRegistry tasks;
    private final SessionFixture fixture = new SessionFixture(made -> {
        tasks = new TaskRegistry(made.time, TaskStore.none());
        return List.of(new WorkflowFeature(made.time, settings::get, tasks, made.timeline));
    });

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("badge-protocol 1.6, 2.3 and 7.2: a badge gets its list when it is registered and after each hello, other devices get none")
    void listsComeUnaskedToBadgesOnly() {
        SessionFixture.DeviceFake badge = fixture.badge(A);
        assertThat(badge.texts.getFirst()).as("before the greeting").isEqualTo(EMPTY);
        badge.texts.clear();
        badge.says("{\"type\":\"hello\"}");
        assertThat(badge.texts).filteredOn(EMPTY::equals).hasSize(1);
        SessionFixture.DeviceFake plain = fixture.connect(new DeviceId("a0:b1:c2:00:00:02"));
        tasks.create(TaskGroup.of(A), TaskPatch.of("").titled("sweep"), Optional.empty());
        badge.settle();
        plain.says("{\"type\":\"hello\"}");
        assertThat(badge.texts.getLast()).contains("sweep");
        assertThat(plain.texts).noneMatch(text -> text.contains("workflow"));
        plain.says("{\"type\":\"workflow\",\"event\":\"list\"}");
        assertThat(plain.texts.getLast()).as("whoever asks").contains("sweep");
    }

    @Test
    @DisplayName("workflow.snapshot_on_register_delay_ms")
    void inTestModeTheFirstListIsDelayed() {
        settings.set(new WorkingSettings(true, Duration.ofMillis(500), Map.of()));
        SessionFixture.DeviceFake badge = fixture.badge(A);
        badge.advance(Duration.ofMillis(499));
        assertThat(badge.texts).doesNotContain(EMPTY);
        badge.advance(Duration.ofMillis(1));
        assertThat(badge.texts).contains(EMPTY);
        SessionFixture.DeviceFake gone = fixture.badge(new DeviceId("bb"));
        gone.hangsUp();
        int before = gone.texts.size();
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(gone.texts).hasSize(before);
    }

    @Test
    @DisplayName("badge-protocol 2.9: mode start working listens manually and sends the list, at most one in 1500 ms")
    void theModeListensAndSendsTheListBehindAGate() {
        SessionFixture.DeviceFake badge = fixture.badge(A);
        badge.texts.clear();
        badge.says(START);
        assertThat(badge.texts).containsExactly(LISTEN, EMPTY, OK);
        assertThat(fixture.connection(A).listening().mode()).contains(ListenMode.MANUAL);
        badge.says(START);
        assertThat(badge.texts.subList(3, badge.texts.size())).as("it is in the mode").containsExactly(OK);
        badge.says(END);
        assertThat(fixture.connection(A).listening().mode()).contains(ListenMode.AUTO);
        badge.texts.clear();
        fixture.time.advance(Duration.ofMillis(1499));
        badge.says(START).says(END);
        assertThat(badge.texts).doesNotContain(EMPTY);
        fixture.time.advance(Duration.ofMillis(1));
        badge.says(START);
        assertThat(badge.texts).contains(EMPTY);
    }

    @Test
    @DisplayName("badge-protocol 2.5: a keyword that the badge recognized enters the mode without a turn")
    void aDetectedKeywordSwitchesTheMode() {
        SessionFixture.DeviceFake badge = fixture.badge(A);
        badge.texts.clear();
        badge.detects("现在进入工作模式吧");
        assertThat(fixture.connection(A).mode()).isEqualTo(ConnectionMode.WORKING);
        assertThat(badge.texts.getFirst()).contains("\"type\":\"stt\"", "\"intent\":\"mode_switch\"", "\"target_mode\":\"working\"", "\"session_id\"");
        assertThat(badge.texts.getLast()).isEqualTo(OK);
        assertThat(fixture.turns).isEmpty();
        badge.detects("leave working mode");
        assertThat(fixture.connection(A).mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        badge.detects("我们开始会议吧");
        assertThat(fixture.connection(A).mode()).isEqualTo(ConnectionMode.MEETING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"不要进入工作模式", "what is the meeting mode good for", "start a meeting tomorrow", "enter coding mode"})
    void whatAsksForSomethingElseBeginsATurn(String text) {
        SessionFixture.DeviceFake badge = fixture.badge(A).detects(text);
        assertThat(fixture.turns).hasSize(1);
        assertThat(badge.texts).noneMatch(sent -> sent.contains("mode_switch"));
    }

    @Test
    @DisplayName("badge-protocol 3.6: direct commands, announced first and performed as messages are; without a target they are chat")
    void detectedCommandsChangeTasks() {
        settings.set(new WorkingSettings(true, Duration.ZERO, Map.of(A, "Anna")));
        SessionFixture.DeviceFake badge = fixture.badge(A).detects("完成任务");
        assertThat(fixture.turns).as("not in the mode").hasSize(1);
        badge.says(START).detects("完成任务");
        assertThat(fixture.turns).as("no task").hasSize(2);
        tasks.create(TaskGroup.of(A), TaskPatch.of("").titled("sweep"), Optional.empty());
        tasks.create(TaskGroup.of(A), TaskPatch.of("").titled("mop"), Optional.empty());
        badge.settle().texts.clear();
        badge.detects("claim task two");
        assertThat(badge.texts.subList(0, 2)).containsExactly("{\"type\":\"workflow\",\"event\":\"command\",\"intent\":\"assign\"}",
            "{\"type\":\"workflow\",\"status\":\"ok\",\"event\":\"assign\"}");
        assertThat(badge.texts.get(2)).contains("\"title\":\"mop\",\"priority\":2,\"status\":\"open\",\"owner\":\"Anna\"");
        badge.detects("claim task two");
        assertThat(badge.texts.getLast()).isEqualTo("{\"type\":\"workflow\",\"status\":\"ok\",\"event\":\"assign\",\"idempotent\":true}");
        badge.detects("完成第二个任务");
        assertThat(badge.texts.getLast()).contains("\"status\":\"done\"");
        assertThat(fixture.turns).hasSize(2);
    }

    @Test
    @DisplayName("badge-protocol 7.2: a task is given once, by alias or by id, whoever repeats it")
    void aRepeatByAnotherDeviceIsIdempotent() {
        settings.set(new WorkingSettings(true, Duration.ZERO, Map.of(A, "Anna")));
        SessionFixture.DeviceFake anna = fixture.badge(A).says("{\"type\":\"workflow\",\"event\":\"update\",\"tasks\":[{\"id\":\"T\"}]}")
            .says("{\"type\":\"workflow\",\"event\":\"assign\",\"id\":\"T\"}");
        SessionFixture.DeviceFake other = fixture.badge(new DeviceId("a0:b1:c2:00:00:02"));
        anna.settle().texts.clear();
        for (String owner : List.of("Anna", A.value())) {
            other.says("{\"type\":\"workflow\",\"event\":\"assign\",\"id\":\"T\",\"owner\":\"" + owner + "\"}");
            assertThat(other.texts.getLast()).isEqualTo("{\"type\":\"workflow\",\"status\":\"ok\",\"event\":\"assign\",\"idempotent\":true}");
        }
        assertThat(anna.settle().texts).isEmpty();
    }

    @Test
    @DisplayName("working.disable_tts")
    void nothingIsSpokenInTheModeUnlessItIsAllowed() {
        SessionFixture.DeviceFake badge = fixture.badge(A).says(START).detects("hello");
        assertThat(fixture.turn().rules.mute()).isTrue();
        settings.set(new WorkingSettings(false, Duration.ZERO, Map.of()));
        badge.detects("hello again");
        assertThat(fixture.turn().rules.mute()).isFalse();
    }
}
