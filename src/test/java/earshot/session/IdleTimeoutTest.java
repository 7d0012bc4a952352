package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.device.IdleCountdown;
import earshot.id.DeviceId;
import earshot.turn.TurnFacts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IdleTimeoutTest {
    private static final String WARNING = "{\"type\":\"system\",\"event\":\"timeout_warning\",\"message\":\"连接将因长时间空闲而关闭，如需继续请发送任意消息。\"}";
    private final SessionFixture sessionFixture = new SessionFixture();

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    @DisplayName("rows 6, 18, 30: a silent connection is warned once after 600 + 60 s and closed 10 s later")
    void silent() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        device.advance(Duration.ofMillis(659_999));
        assertThat(device.texts).isEmpty();
        device.advance(Duration.ofMillis(1));
        assertThat(device.texts).containsExactly(WARNING);
        device.advance(Duration.ofMillis(9_999));
        assertThat(device.closeStatuses).isEmpty();
        device.advance(Duration.ofMillis(1));
        assertThat(device.closeStatuses).hasSize(1);
        assertThat(device.texts).hasSize(1);
        assertThat(sessionFixture.logged()).contains("连接超时，准备关闭");
        device.hangsUp();
        assertThat(sessionFixture.facts(new DeviceId("aa")).history().lastEnd().orElseThrow().description()).as("U11")
            .isEqualTo("closed by server: idle 660 s + 10 s after warning");
    }

    @Test
    @DisplayName("row 6: a frame in the 10 s keeps the connection, and the whole period starts again")
    void anyFrameRestarts() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        device.advance(Duration.ofSeconds(665));
        assertThat(device.texts).containsExactly(WARNING);
        device.session().binaryReceived(new byte[0], sessionFixture.time.nanos());
        device.settle();
        device.advance(Duration.ofMillis(659_999));
        assertThat(device.closeStatuses).isEmpty();
        assertThat(device.texts).hasSize(1);
        device.advance(Duration.ofMillis(1));
        assertThat(device.texts).containsExactly(WARNING, WARNING);
    }

    @Test
    @DisplayName("row 6: that the warning cannot be sent does not keep the connection open")
    void warningFails() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        device.stuck = true;
        device.advance(Duration.ofSeconds(660));
        assertThat(device.closeStatuses).isEmpty();
        device.advance(Duration.ofSeconds(10));
        assertThat(device.texts).isEmpty();
        assertThat(sessionFixture.logged()).contains("连接超时，准备关闭");
        assertThat(device.closeStatuses).singleElement().satisfies(closeStatus -> assertThat(closeStatus.reason()).isEqualTo("idle: silent"));
    }

    @Test
    @DisplayName("row 42: every text and binary frame, even invalid JSON, restarts the period; one timer lives per connection")
    void oneTimer() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        assertThat(sessionFixture.time.waiting()).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            device.advance(Duration.ofSeconds(600));
            device.says("{ not json");
            assertThat(sessionFixture.time.waiting()).isEqualTo(1);
        }
        device.advance(Duration.ofSeconds(600));
        device.session().binaryReceived(SessionFixture.NONSENSE, sessionFixture.time.nanos());
        device.settle();
        assertThat(sessionFixture.time.waiting()).isEqualTo(1);
        device.advance(Duration.ofSeconds(659));
        assertThat(device.texts).isEmpty();
    }

    @Test
    @DisplayName("row 30: twenty idle connections are all gone after the limit")
    void twenty() {
        java.util.List<SessionFixture.DeviceFake> devices = java.util.stream.IntStream.range(0, 20).mapToObj(i -> sessionFixture.connect(new DeviceId("d" + i)))
            .toList();
        sessionFixture.time.advance(Duration.ofSeconds(661));
        devices.forEach(SessionFixture.DeviceFake::settle);
        sessionFixture.time.advance(Duration.ofSeconds(11));
        devices.forEach(device -> assertThat(device.settle().closeStatuses).hasSize(1));
        devices.forEach(SessionFixture.DeviceFake::hangsUp);
        assertThat(sessionFixture.sessions.online()).isEmpty();
        assertThat(sessionFixture.time.waiting()).isZero();
    }

    @Test
    void a_closed_connection_is_not_warned() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        sessionFixture.sessions.close(new DeviceId("aa"));
        device.settle().open = true;
        sessionFixture.time.advance(Duration.ofSeconds(700));
        device.settle();
        assertThat(device.texts).isEmpty();
        assertThat(device.closeStatuses).hasSize(1);
    }

    @Test
    void without_a_voice_comes_a_hint_and_then_the_end() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), false);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "auto").quiet(45);
        assertThat(device.texts).isEmpty();
        device.quiet(10);
        assertThat(device.texts).as("one hint").singleElement().asString().contains("idle_hint");
        device.quiet(5);
        assertThat(device.closeStatuses).isEmpty();
        device.quiet(1);
        device.hangsUp();
        assertThat(sessionFixture.facts(new DeviceId("aa")).history().lastEnd().orElseThrow().description()).isEqualTo("closed by server: no voice for 60 s");
    }

    @Test
    void without_frames_nobody_judges_the_silence_and_a_microphone_that_opens_counts_as_activity() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), false);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "auto").quiet(30);
        device.advance(Duration.ofSeconds(60));
        assertThat(device.closeStatuses).isEmpty();
        device.quiet(40);
        assertThat(device.closeStatuses).isEmpty();
    }

    @Test
    void a_voice_clears_the_hint_and_the_close() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), false);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "auto").quiet(50).sounds(SessionFixture.VOICE, 1)
            .quiet(40);
        assertThat(device.closeStatuses).isEmpty();
        device.quiet(10);
        assertThat(device.texts).as("a second hint").hasSize(2);
    }

    @Test
    void a_farewell_is_said_before_the_end_and_closes_50_ms_after_its_last_word() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), true);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "auto").quiet(63);
        assertThat(sessionFixture.turns).singleElement().satisfies(turn -> assertThat(turn.said).isPresent());
        sessionFixture.turn().start();
        device.settle();
        assertThat(device.closeStatuses).isEmpty();
        sessionFixture.turn().stop();
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle().advance(Duration.ofMillis(49));
        assertThat(device.closeStatuses).isEmpty();
        device.advance(Duration.ofMillis(1));
        assertThat(device.closeStatuses).hasSize(1);
    }

    @Test
    @DisplayName("U10: a device that listens again right after its farewell is closed all the same")
    void listening_again_after_the_farewell_does_not_take_it_back() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), true);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "auto").quiet(62);
        sessionFixture.turn().start();
        sessionFixture.turn().stop();
        device.settle().listens("start", "auto");
        sessionFixture.turn().over(TurnFacts.Outcome.DONE);
        device.settle().advance(Duration.ofMillis(50));
        assertThat(device.closeStatuses).hasSize(1);
    }

    @Test
    void interrupting_the_farewell_keeps_the_connection() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), true);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "auto").quiet(62);
        sessionFixture.turn().start();
        device.says("{\"type\":\"abort\"}").advance(Duration.ofSeconds(5));
        assertThat(device.closeStatuses).isEmpty();
    }

    @Test
    void who_never_listened_is_not_spoken_to() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), true);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).quiet(62);
        assertThat(sessionFixture.turns).as("tts start is refused by a device that never listened").isEmpty();
        assertThat(device.closeStatuses).hasSize(1);
    }

    @Test
    void speaking_stands_the_clock_still() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), false);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "realtime");
        device.sounds(SessionFixture.VOICE, 5).sounds(SessionFixture.SILENCE, 15);
        sessionFixture.turn().start();
        device.settle().quiet(100);
        assertThat(device.closeStatuses).isEmpty();
        assertThat(sessionFixture.row(new DeviceId("aa")).idle().get().orElseThrow().suspended()).isTrue();
        sessionFixture.turn().stop();
        device.settle().quiet(60);
        assertThat(device.closeStatuses).isEmpty();
        device.quiet(1);
        assertThat(device.closeStatuses).hasSize(1);
    }

    @Test
    @DisplayName("U10: the countdown shows the earlier layer, and keep open puts both off")
    void countdown() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        IdleCountdown quiet = sessionFixture.row(new DeviceId("aa")).idle().get().orElseThrow();
        assertThat(quiet.layer()).isEqualTo(IdleCountdown.Layer.SILENT);
        assertThat(Duration.ofNanos(quiet.atNanos() - sessionFixture.time.nanos())).isEqualTo(Duration.ofSeconds(670));

        device.listens("start", "auto").sounds(SessionFixture.SILENCE, 1);
        IdleCountdown streaming = sessionFixture.row(new DeviceId("aa")).idle().get().orElseThrow();
        assertThat(streaming.layer()).isEqualTo(IdleCountdown.Layer.NO_VOICE);
        assertThat(Duration.ofNanos(streaming.atNanos() - sessionFixture.time.nanos())).isBetween(Duration.ofSeconds(599), Duration.ofSeconds(600));

        device.advance(Duration.ofSeconds(3));
        assertThat(sessionFixture.row(new DeviceId("aa")).idle().get().orElseThrow().layer()).as("no frames, so layer 1 is not judged")
            .isEqualTo(IdleCountdown.Layer.SILENT);

        sessionFixture.sessions.keepOpen(new DeviceId("aa"), Duration.ofMinutes(60));
        device.settle();
        IdleCountdown kept = sessionFixture.row(new DeviceId("aa")).idle().get().orElseThrow();
        assertThat(kept.keptOpen()).isTrue();
        device.advance(Duration.ofMinutes(59));
        device.sounds(SessionFixture.SILENCE, 1);
        assertThat(device.closeStatuses).isEmpty();

        device.hangsUp();
        assertThat(sessionFixture.row(new DeviceId("aa")).idle().get()).isEmpty();
    }

    @Test
    @DisplayName("row 36: new settings hold for connections that are open already")
    void liveSettings() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        sessionFixture.idle(Duration.ofSeconds(30), Duration.ofSeconds(5), false);
        device.settle();
        assertThat(Duration.ofNanos(sessionFixture.row(new DeviceId("aa")).idle().get().orElseThrow().atNanos() - sessionFixture.time.nanos()))
            .isEqualTo(Duration.ofSeconds(100));
        device.advance(Duration.ofSeconds(90));
        assertThat(device.texts).containsExactly(WARNING);
        device.advance(Duration.ofSeconds(10));
        assertThat(device.closeStatuses).hasSize(1);
    }

    @Test
    void a_meeting_is_given_three_times_as_long_by_layer_1() {
        sessionFixture.idle(Duration.ofSeconds(60), Duration.ofSeconds(15), false);
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
        device.quiet(180);
        assertThat(device.closeStatuses).isEmpty();
        device.quiet(1);
        assertThat(device.closeStatuses).hasSize(1);
    }
}
