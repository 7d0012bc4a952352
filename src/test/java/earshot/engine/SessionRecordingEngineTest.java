package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.RecordingState;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.engine.Operation.Outcome;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.lint.LintRule;
import earshot.lint.SessionLint;
import earshot.problem.ProblemCode;
import earshot.turn.TurnRecord;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real clients on real sockets are recorded by a real engine, and the file is compared with what they sent and received.
class SessionRecordingEngineTest {
    private static EngineExtension engine;
    private static final String SECRET = "s3cr3t-0123456789";

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        engine = new EngineExtension();
        engine.startFromFile(
            "LLM: {far: {type: openai, base_url: \"http://127.0.0.1:1/v1?k=%1$s\", api_key: %1$s}}\nmeeting: {webhook: {url: \"http://u:%1$s@127.0.0.1:1/\", headers: {X: %1$s}}}\n"
                .formatted(SECRET));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @Test
    @DisplayName("U27, U53: what a client sent and received is in the file, text by text and packet by packet, and no secret")
    void whatPassedIsInTheFile() throws Exception {
        Path file = directory.resolve("case.earshot");
        assertThat(engine.done(new Command.StartRecording(Optional.of(file)))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.done(new Command.StartRecording(Optional.empty()))).as("one at a time").isEqualTo(Outcome.Done.of("recording.on"));
        assertThat(engine.model().recording().get()).map(RecordingState::file).contains(file);
        ClientFake board = engine.connect("xiaozhi/v1/?authorization=Bearer%20" + SECRET + "&client_id=" + SECRET + "&y=", "aa:bb:cc:00:00:11",
            Map.of("Authorization", "Bearer " + SECRET, "Client-Id", SECRET));
        board.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"client_id\":\"" + SECRET + "\"}");
        board.awaitReceived("session_id");
        board.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        List<byte[]> sent = IntStream.range(0, 20).mapToObj(i -> new byte[] {0x58, (byte) i, 3, 4, 5}).toList();
        sent.forEach(board.socket::binary);
        board.socket.binary(new byte[] {0, 0, 0, 5, 1, 2, 3, 4, 5});
        board.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"hello there\"}");
        board.awaitReceived("\"stop\"");
        boot();
        engine.done(new Command.CloseDevice(new DeviceId("aa:bb:cc:00:00:11")));
        board.awaitReceived("close ");
        await().until(() -> engine.facts("aa:bb:cc:00:00:11").connection().isEmpty());
        await().until(() -> engine.model().turns().get().size() == 1 && engine.model().runningTurns().get().isEmpty());
        assertThat(engine.done(new Command.StopRecording())).isEqualTo(Outcome.Done.of("recording.saved", file));
        assertThat(engine.model().recording().get()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");

        SessionFile read = SessionFileReader.read(file);
        assertThat(read.notes()).isEmpty();
        RecordedConnection connection = read.connections().stream().filter(one -> one.handshake().device().value().equals("aa:bb:cc:00:00:11")).findFirst()
            .orElseThrow();
        assertThat(connection.texts(Direction.IN)).extracting(SessionEntry.Text::text).hasSize(3)
            .contains("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        assertThat(connection.texts(Direction.OUT)).extracting(SessionEntry.Text::text)
            .isEqualTo(board.texts.stream().filter(text -> text.startsWith("{")).toList());
        assertThat(connection.packets(Direction.IN)).extracting(SessionEntry.Packet::opus).usingElementComparator(Arrays::compare).isEqualTo(sent);
        assertThat(connection.packets(Direction.OUT)).hasSize(board.binaries);
        assertThat(connection.closed()).isPresent();
        assertThat(read.rows()).extracting(row -> row.type()).contains("hello", "listen", "tts", "lint");
        assertThat(read.turns()).isEqualTo(engine.model().turns().get().stream().map(turn -> new TurnRecord(turn.number(), turn.deviceId(), turn.device(),
            turn.assistant(), turn.voice(), turn.facts(), Optional.empty(), Optional.empty())).toList());
        assertThat(read.manifest().settings()).containsEntry("server.ip", "127.0.0.1").doesNotContainKey("server.auth_key");
        assertThat(read.manifest().devices()).extracting(device -> device.id().value()).contains("aa:bb:cc:00:00:11");
        assertThat(SessionLint.check(read)).extracting(one -> one.finding().rule()).contains(LintRule.FRAMING_RECEIVED, LintRule.OTA_BODY);
        assertNoSecret(file);

        Path saved = directory.resolve("saved.earshot");
        assertThat(engine.done(new Command.SaveSession(saved))).isInstanceOf(Outcome.Done.class);
        SessionFile kept = SessionFileReader.read(saved);
        assertThat(kept.connections()).anySatisfy(one -> assertThat(one.packets(Direction.IN)).hasSameSizeAs(sent));
        assertThat(kept.rows()).hasSizeGreaterThanOrEqualTo(read.rows().size());
        assertNoSecret(saved);
    }

    @Test
    @DisplayName("U53: a recording that goes on when the program ends is a file, and one that was killed becomes one at the next start")
    void recordingsOutliveTheProgram() throws Exception {
        try (EngineExtension other = new EngineExtension()) {
            Path sessions = Files.createDirectories(other.directory().resolve("sessions"));
            Path killed = Files.createDirectory(sessions.resolve("killed.earshot.part"));
            Files.createDirectory(sessions.resolve("broken.earshot.part"));
            other.start(Map.of());
            await().untilAsserted(() -> assertThat(other.model().problems().get()).as("one of which nothing was written")
                .anyMatch(entry -> entry.problem().code() == ProblemCode.SESSION_UNSAVED));
            assertThat(killed).exists();
            assertThat(other.done(new Command.StartRecording(Optional.empty()))).isInstanceOf(Outcome.Done.class);
            ClientFake board = other.connect("xiaozhi", "aa:bb:cc:00:00:12", Map.of());
            board.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
            board.awaitReceived("session_id");
            other.stop();
            Path file;
            try (DirectoryStream<Path> found = Files.newDirectoryStream(sessions, "*.earshot")) {
                file = found.iterator().next();
            }
            SessionFile read = SessionFileReader.read(file);
            assertThat(read.notes()).isEmpty();
            assertThat(read.connections()).singleElement().satisfies(one -> assertThat(one.texts(Direction.IN)).hasSize(1));
            // as if it had been killed now
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    Path part = killed.resolve(entry.getName());
                    Files.createDirectories(part.getParent());
                    Files.copy(zip.getInputStream(entry), part, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            other.start(Map.of());
            await().until(() -> Files.exists(sessions.resolve("killed.earshot")) && Files.notExists(killed));
            assertThat(SessionFileReader.read(sessions.resolve("killed.earshot")).connections()).hasSize(1);
        }
    }

    @Test
    void withoutARecordingThereIsNothingToEndAndAPlaceThatCannotBeWrittenIsAProblem() throws IOException {
        assertThat(engine.done(new Command.StopRecording())).isEqualTo(Outcome.Done.of("recording.off"));
        Path inTheWay = Files.writeString(directory.resolve("file"), "x");
        assertThat(engine.done(new Command.StartRecording(Optional.of(inTheWay.resolve("x.earshot"))))).isInstanceOf(Outcome.Failed.class);
        assertThat(engine.model().recording().get()).isEmpty();
        assertThat(engine.done(new Command.SaveSession(inTheWay.resolve("x.earshot")))).isInstanceOf(Outcome.Failed.class);
    }

    private static void boot() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + "/xiaozhi/ota/")).header("Device-Id", "aa:bb:cc:00:00:11")
            .header("Client-Id", SECRET)
            .POST(HttpRequest.BodyPublishers
                .ofString("{\"application\":{\"version\":\"2.4.2\"},\"password\":\"" + SECRET + "\",\"board\":{\"ssid\":\"my \"wifi\"\"}}"))
            .build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private static void assertNoSecret(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                assertThat(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1)).as(entry.getName()).doesNotContain(SECRET);
            }
        }
    }
}
