package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.WallClockFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The wall clock jumps by days in both directions in the middle of a meeting, as on a computer that finds the time late.
@Timeout(120)
class ClockJumpTest {
    private static final String OK = "{\"type\":\"meeting\",\"status\":\"ok\",\"phase\":\"snippet\"}";

    private final SystemTime time = new SystemTime();
    private final WallClockFake clock = new WallClockFake();

    @TempDir
    Path home;

    @Test
    @Tag("short-proof")
    @DisplayName("a clock that jumps by days closes nobody, and a meeting keeps its sentences and their order, ends, and lasted as long as it did")
    void aMeetingOutlivesTheJumps() throws Exception {
        Engine engine = Engine.start(
            new EngineOptions(new HomeDirectory(home), Optional.empty(), Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0), clock));
        try (DeviceClientFake badge = DeviceClientFake.badge(time, engine.model().state().get().port(), "aa")) {
            badge.socket.text("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
            List<String> said = new ArrayList<>();
            for (int days : List.of(0, 3, -3, 400, -400, 2)) {
                clock.setAhead(Duration.ofDays(days));
                String sentence = "sentence number " + said.size() + " by a clock that is " + days + " days off";
                assertThat(badge.ask("{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"t\",\"text\":\"" + sentence + "\"}]}", OK)).isTrue();
                assertThat(badge.ask("{\"type\":\"ping\"}", "pong")).isTrue();
                said.add(sentence);
                time.sleep(Duration.ofMillis(120));
            }
            badge.socket.text("{\"type\":\"meeting\",\"phase\":\"finalize\"}");
            await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.model().meetings().meetings().get().stream().anyMatch(meeting -> meeting.lifecycle() == Meeting.Lifecycle.ENDED));
            Meeting meeting = engine.model().meetings().meetings().get().getFirst();
            List<String> kept = engine.model().meetings().open(meeting.id()).join().get().countedSentences().stream().map(MeetingSentence::text).toList();
            Duration lasted = Duration.between(meeting.startedAt(), meeting.endedAt().orElseThrow());
            boolean plausible = !lasted.isNegative() && lasted.compareTo(Duration.ofHours(1)) < 0;
            ProofTable.record(new ProofTable.Row("clock jumps of days in a meeting", 5,
                kept.size() + " of " + said.size() + " sentences kept in order, it lasted " + lasted.toSeconds() + " s", "all, no day",
                kept.equals(said) && plausible));
            assertThat(lasted).isBetween(Duration.ZERO, Duration.ofHours(1));
            assertThat(engine.model().meetings().meetings().get()).hasSize(1);
            assertThat(kept).isEqualTo(said);
            assertThat(badge.ask("{\"type\":\"ping\"}", "pong")).isTrue();
        } finally {
            engine.stop();
        }
    }
}
