package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.store.ChildProcess;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program is killed repeatedly in the middle of a meeting, while a device talks to it over a real socket.
class MeetingCrashTest {
    private static final int KILLS = 4;
    private static final int TO_A_MESSAGE = 5;

    @TempDir
    Path home;

    private final SystemTime time = new SystemTime();
    private final List<String> said = new ArrayList<>();
    private final Random random = new Random(26);

    @Test
    @DisplayName("section 11: whatever was acknowledged survives kill -9 at any moment, the meeting goes on, and nothing is there twice")
    void losesAndDoublesNothing() throws Exception {
        for (int life = 0; life < KILLS; life++) {
            Process program = ChildProcess.start(EngineProcess.class, List.of(home.toString()), home.resolve("errors-" + life));
            try (BadgeFake badge = new BadgeFake(port(program))) {
                badge.socket.text("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
                int messages = 4 + random.nextInt(4);
                for (int message = 0; message < messages; message++) {
                    List<String> sentences = sentences();
                    badge.socket.text(snippet(sentences));
                    if (message == messages - 1) {
                        // killed before the acknowledgement: sent again to the next process
                        said.removeAll(sentences);
                        unacknowledged = sentences;
                    } else {
                        badge.awaitAcknowledgement();
                    }
                }
                program.destroyForcibly().waitFor();
            }
        }
        Engine engine = Engine.start(new EngineOptions(new HomeDirectory(home), Optional.empty(),
            Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0), time, new SpeechFactoryFake("")));
        try (BadgeFake badge = new BadgeFake(engine.model().state().get().port())) {
            assertThat(engine.model().meetings().meetings().get()).hasSize(1).first().matches(meeting -> meeting.lifecycle() == Meeting.Lifecycle.LIVE);
            badge.socket.text("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
            List<String> last = sentences();
            badge.socket.text(snippet(last));
            badge.awaitAcknowledgement();
            badge.socket.text("{\"type\":\"meeting\",\"phase\":\"finalize\"}");
            await().until(() -> badge.texts.stream().anyMatch(text -> text.contains("\"phase\":\"summary\"")));
            await().until(() -> engine.model().meetings().meetings().get().getFirst().lifecycle() == Meeting.Lifecycle.ENDED);
            Meeting meeting = engine.model().meetings().meetings().get().getFirst();
            List<String> kept = engine.model().meetings().open(meeting.id()).join().get().countedSentences().stream().map(MeetingSentence::text).toList();
            assertThat(kept).containsExactlyElementsOf(said);
            JsonNode transcript = JSON.readTree(badge.texts.stream().filter(text -> text.contains("\"phase\":\"transcript\"")).toList().getLast());
            assertThat(transcript.path("totalSegments").asInt()).isEqualTo(said.size());
        } finally {
            engine.stop();
        }
    }

    private List<String> unacknowledged = List.of();

    /// The next sentences to send; those that were not acknowledged come first, as from a real device.
    private List<String> sentences() {
        List<String> sentences = new ArrayList<>(unacknowledged);
        unacknowledged = List.of();
        while (sentences.size() < TO_A_MESSAGE) {
            sentences.add("sentence " + Long.toString(Math.abs(random.nextLong()), 36) + " of " + Long.toString(Math.abs(random.nextLong()), 36));
        }
        said.addAll(sentences);
        return sentences;
    }

    private static String snippet(List<String> texts) {
        return "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":["
            + String.join(",", texts.stream().map(text -> "{\"tag\":\"t\",\"text\":\"" + text + "\"}").toList()) + "]}";
    }

    private static int port(Process program) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        while (!line.startsWith("port ")) {
            line = said.readLine();
        }
        // reads the log, so that the pipe does not fill up
        Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
        return Integer.parseInt(line.substring(5));
    }

    private final class BadgeFake implements WebSocketClient.Listener, AutoCloseable {
        final List<String> texts = new CopyOnWriteArrayList<>();
        private final Semaphore oks = new Semaphore(0);
        final WebSocketClient socket;

        BadgeFake(int port) throws IOException {
            socket = WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + port + "/supie/v1/"), Map.of("Device-Id", "aa"), Duration.ofSeconds(10), this);
        }

        void awaitAcknowledgement() {
            await().until(oks::tryAcquire);
        }

        @Override
        public void received(WebSocketMessage message, long arrivalNanos) {
            if (message instanceof WebSocketMessage.Text text) {
                texts.add(text.text());
                if (text.text().equals("{\"type\":\"meeting\",\"status\":\"ok\",\"phase\":\"snippet\"}")) {
                    oks.release();
                }
            }
        }

        @Override
        public void ended(String why) {}

        @Override
        public void close() {
            socket.drop();
        }
    }
}
