package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.sun.net.httpserver.HttpServer;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionManifest;
import earshot.id.DeviceId;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@DisplayName("U53: the boot requests of a recording are sent once more and the answers compared")
class OtaReplayTest {
    private static final DeviceId DEVICE = new DeviceId("aa:bb:cc:00:00:01");
    private static final String REQUEST = "{\"uuid\":\"***\",\"application\":{\"version\":\"2.4.2\"},\"board\":{\"name\":\"kit\"}}";
    private static final String REPLY = "{\"server_time\":{\"timestamp\":%d},\"firmware\":{\"version\":\"%s\"},\"websocket\":{\"url\":\"ws://%s/\",\"token\":\"***\"}}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String reply = REPLY.formatted(2, "2.4.2", "here");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ota/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Device-Id") + " " + exchange.getRequestHeaders().getFirst("User-Agent") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = reply.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void timesAddressesAndTokensMayBeOthers() throws IOException {
        assertThat(play()).isEmpty();
        String client = ReplayTarget.clientId(DEVICE);
        assertThat(asked).containsExactly("aa:bb:cc:00:00:01 kit/2.4.2 " + REQUEST.replace("***", client));
    }

    @Test
    void anotherAnswerIsADifference() throws IOException {
        reply = REPLY.formatted(3, "2.5.0", "there").replace("\"token\":\"***\"", "\"version\":1");
        assertThat(play()).extracting(Difference::words).containsExactly("differs  boot request 1 reply.firmware.version: \"2.4.2\" recorded, \"2.5.0\" played",
            "differs  boot request 1 reply.websocket.token: \"…\" recorded, nothing played",
            "differs  boot request 1 reply.websocket.version: nothing recorded, 1 played");
        status = 500;
        reply = "down";
        assertThat(play()).extracting(Difference::words).contains("differs  boot request 1 status: 200 recorded, 500 played");
    }

    @Test
    void aServerThatIsNotThereIsNoDifference() {
        server.stop(0);
        assertThatThrownBy(this::play).isInstanceOf(IOException.class);
    }

    private List<Difference> play() throws IOException {
        SessionManifest manifest = new SessionManifest(1, "test", new SessionClock(Instant.EPOCH, 0, Instant.EPOCH, ZoneId.of("UTC")), Map.of(), List.of(),
            List.of());
        List<SessionEntry> entries = List.of(new SessionEntry.Ota(1, DEVICE, REQUEST, 200, REPLY.formatted(1, "2.4.2", "there")),
            new SessionEntry.Ota(2, new DeviceId("another"), REQUEST, 404, ""));
        return OtaReplay.play(new SystemTime(), "http://127.0.0.1:" + server.getAddress().getPort() + "/ota/", Optional.empty(),
            new SessionFile(manifest, entries, List.of(), List.of(), List.of()), DEVICE);
    }
}
