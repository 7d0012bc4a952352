package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.bench.HostileDevices;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Devices that do their worst are closed with a reason, and another device notices nothing; how little it notices, `bench.HostileRun` measures.
class HostileDevicesTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    void eachIsClosedForWhatItDoesAndTheNeighbourIsServed() throws Exception {
        engine.start(Map.of("max_sound_speed", 1.5));
        ClientFake neighbour = engine.connect("xiaozhi", "neighbour", Map.of());
        try (HostileDevices devices = new HostileDevices(engine.time, engine.port())) {
            devices.start();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                neighbour.socket.text("{\"type\":\"ping\"}");
                Map<String, Map<String, Integer>> closed = devices.closed();
                assertThat(closed.get("tools").keySet()).containsAnyOf("1008 tools too large", "1008 too many messages");
                assertThat(closed.get("sound")).containsKey("1008 sound too fast");
                assertThat(closed.get("garbage")).containsKey("1008 sound too fast");
                assertThat(closed.get("snippets")).containsKey("1008 too many messages");
                assertThat(closed.get("texts")).containsKey("1008 too many messages");
                assertThat(closed.get("detect")).containsKey("1008 too many messages");
                assertThat(closed.get("answers")).containsKey("1008 too many messages");
            });
            await().untilAsserted(() -> assertThat(engine.model().problems().get()).extracting(entry -> entry.problem().code())
                .contains(ProblemCode.DEVICE_FLOODS, ProblemCode.SOUND_TOO_FAST, ProblemCode.DEVICE_PAUSED));
            await().untilAsserted(
                () -> assertThat(devices.closed().values()).as("who comes back at once is refused").anyMatch(closed -> closed.containsKey("not connected")));
            assertThat(engine.connect("xiaozhi", "newcomer", Map.of()).socket.text("{\"type\":\"ping\"}")).as("others are not").isTrue();
        }
        assertThat(engine.facts("neighbour").connection()).isPresent();
        await()
            .untilAsserted(() -> assertThat(engine.facts("hostile-sound").history().lastEnd()).hasValueSatisfying(end -> assertThat(end.rule()).isNotEmpty()));
    }
}
