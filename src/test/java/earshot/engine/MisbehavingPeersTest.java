package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.problem.Severity;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedConversation;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.WebSocketClient;
import earshot.wire.Framing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Malformed input from other peers does not disturb the conversation of a device, and each of those peers is reported correctly.
class MisbehavingPeersTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @BeforeEach
    void start() {
        engine.start(Map.of());
    }

    @Test
    void nobodyElseNoticesWhatABadPeerSends() throws IOException {
        CompletableFuture<SimulatedDeviceReport> talk = talking();
        Random random = new Random(20261122);
        peer("bad:json", 1,
            client -> List.of("{", "[]", "{\"type\":7}", "{\"type\":\"listen\",\"state\":[]}", "{\"type\":\"hello\",\"audio_params\":{\"sample_rate\":{}}}",
            "{\"type\":\"iot\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}").forEach(client::text));
        peer("bad:sound", 1, client -> {
            for (int i = 0; i < 50; i++) {
                byte[] garbage = new byte[random.nextInt(200)];
                random.nextBytes(garbage);
                client.binary(garbage);
            }
        });
        peer("bad:framing", 3, client -> client.binary(new byte[] {0x58, 1, 2, 3, 4, 5, 6}));
        peer("bad:truncated", 2, client -> client.binary(new byte[] {0, 2, 0, 0}));
        peer("bad:size", 1, client -> client.text("{\"type\":\"iot\",\"x\":\"" + "x".repeat(60_000) + "\"}"));
        peer("bad:opcode", 1, client -> client.frame(3, true, new byte[] {1}));
        peer("bad:utf8", 1, client -> client.frame(1, true, new byte[] {(byte) 0xC3, 0x28}));
        peer("bad:bytes", 1, client -> client.raw("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        plain("GET /xiaozhi/v1/ HTTP/1.1\r\nHost: x\r\nDevice-Id: bad:head\r\n\tInjected: yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        plain("\0\1\2\3 garbage\r\n\r\n");
        plain("");

        SimulatedDeviceReport report = talk.join();
        assertThat(report.failures()).isEmpty();
        assertThat(report.counters().lost()).isZero();
        assertThat(report.counters().played()).isEqualTo(report.counters().received()).isGreaterThan(30);
        await().untilAsserted(() -> {
            for (String bad : List.of("bad:json", "bad:sound", "bad:framing", "bad:truncated", "bad:opcode", "bad:utf8", "bad:bytes")) {
                assertThat(rows(bad)).as(bad).anyMatch(row -> row.severity() != Severity.INFO || row.type().equals("connection"));
            }
            assertThat(rows("bad:size")).anyMatch(row -> row.payload() instanceof EventPayload.Text text && text.bytes() > 60_000);
            assertThat(engine.model().connectionAttempts().get()).filteredOn(attempt -> attempt.problem().isPresent()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(rows("bad:json")).filteredOn(row -> row.severity() == Severity.WARNING).hasSizeGreaterThanOrEqualTo(4);
            assertThat(rows("bad:framing")).anyMatch(row -> row.summary().contains("it looks like a raw Opus packet (framing 1)"));
        });
    }

    private CompletableFuture<SimulatedDeviceReport> talking() {
        RecordedMicrophone microphone = new RecordedMicrophone(engine.time, SampleSentence.load().recording(OpusCodecs.best()));
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(7, "ws://127.0.0.1:" + engine.port() + "/xiaozhi/v1/")
            .withFraming(Framing.TIMESTAMPED);
        SimulatedDevice device = new SimulatedDevice(engine.time, OpusCodecs.best(), profile, microphone, Loudspeaker.silent());
        CompletableFuture<SimulatedDeviceReport> report = new CompletableFuture<>();
        Thread.ofVirtual()
            .start(() -> report.complete(
                new SimulatedConversation(engine.time, device, microphone, 1, new SimulatedConversation.TimeLimits(Duration.ofSeconds(60), Duration.ZERO))
                    .run(Optional.empty())));
        return report;
    }

    private List<Event> rows(String device) {
        return engine.model().events().read(0, 20_000).rows().stream().filter(row -> row.device().filter(id -> id.value().equals(device)).isPresent()).toList();
    }

    private void peer(String id, int version, Consumer<WebSocketClient> act) throws IOException {
        WebSocketClient client = engine.connect("xiaozhi", id, Map.of("Protocol-Version", String.valueOf(version))).socket;
        client.text("{\"type\":\"hello\",\"version\":" + version + "}");
        client.text("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        act.accept(client);
    }

    private void plain(String bytes) throws IOException {
        Socket socket = engine.closing(new Socket("127.0.0.1", engine.port()));
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
