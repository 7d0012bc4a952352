package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.event.EventPayload;
import earshot.id.DeviceId;
import earshot.operator.Delivery;
import earshot.operator.OperatorMessage;
import earshot.operator.SentMessage;
import earshot.turn.TurnFacts;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What programs send to devices and read of them, over real sockets.
class OperatorHttpTest {
    private static final String ID = "aa:bb:cc:00:50:01";
    private static final String KEY = "open-sesame-50";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    @Test
    @DisplayName("U50: what a program sends reaches the device, and what cannot is said in words")
    void programsSendToDevices() throws Exception {
        OpenAiServerFake model = engine.closing(new OpenAiServerFake());
        model.answers(Answer.says("Hello."));
        Map<String, Object> settings = new HashMap<>(EngineExtension.conversationWith(model));
        settings.put("server.operator_token", KEY);
        engine.start(settings);
        assertThat(post("alert", "{\"message\":\"fire\"}", "other")).startsWith("401 ").contains("server.operator_token").doesNotContain(KEY);
        assertThat(post("alert", "{\"message\":\"fire\"}", KEY)).startsWith("404 ").contains("no device of this id");
        SocketDeviceFake device = engine.connectSpeaking(ID);
        device.sendTypedText("hello");
        engine.turn(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> !engine.facts(ID).connection().orElseThrow().speaking());
        device.clearReceived();

        assertThat(post("alert", "{\"message\":\"fire\"}", KEY)).isEqualTo("200 {\"success\":true,\"data\":{\"state\":\"sent\"}}");
        List<String> preview = engine.model().preview(new DeviceId(ID), new OperatorMessage.Speech("The bath is full.")).get().texts();
        assertThat(post("say", "{\"text\":\"The bath is full.\"}", KEY)).isEqualTo("200 {\"success\":true,\"data\":{\"state\":\"spoken\"}}");
        device.awaitReceived("tts sentence_start The bath is full.");
        device.awaitReceived("tts stop");
        assertThat(engine.turn(2).transcript().state()).isEqualTo(TurnFacts.Transcript.State.UNPROMPTED);
        assertThat(outgoing()).as("what was shown before").containsSubsequence(preview);
        assertThat(outgoing()).contains("{\"type\":\"alert\",\"status\":\"Earshot\",\"message\":\"fire\",\"emotion\":\"neutral\"}");

        String wrong = "{\"type\":\"alert\",\"status\":\"s\"}";
        assertThat(post("message", wrong, KEY)).startsWith("422 ").contains("alert-incomplete", "no message, emotion", "anyway=1");
        assertThat(outgoing()).doesNotContain(wrong);
        assertThat(post("message?anyway=1", wrong, KEY)).startsWith("200 ");
        assertThat(outgoing()).contains(wrong);
        assertThat(post("say", "[]", KEY)).startsWith("400 ");
        assertThat(post("say", "{\"text\":7}", KEY)).startsWith("400 ");
        assertThat(post("say", "{\"text\":\"" + "x".repeat(501) + "\"}", KEY)).startsWith("400 ");

        device.drop();
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.facts(ID).connection().isEmpty());
        assertThat(post("say", "{\"text\":\"too late\"}", KEY)).startsWith("409 ").contains("asleep", "cannot be woken", "lastSeen");
        assertThat(engine.model().sentMessages().get()).extracting(SentMessage::message, SentMessage::delivery).first()
            .satisfies(newest -> assertThat(newest.toList().getFirst()).isEqualTo(new OperatorMessage.Speech("too late")))
            .satisfies(newest -> assertThat(newest.toList().getLast()).isInstanceOfSatisfying(Optional.class,
                delivery -> assertThat(delivery.get()).isInstanceOf(Delivery.Asleep.class)));
    }

    @Test
    @DisplayName("U50: programs read devices, metrics and what happens, and nobody sends without a token")
    void programsReadDevicesAndEvents() throws Exception {
        engine.start(Map.of());
        assertThat(post("say", "{\"text\":\"x\"}", "")).startsWith("403 ").contains("no token is set");
        HttpResponse<InputStream> events = client.send(request("/earshot/events?device=" + ID, "").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(events.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("retry: 3000");
        lines.readLine();
        ClientFake board = engine.connect("xiaozhi", ID, Map.of());
        board.send("{\"type\":\"hello\",\"version\":1,\"token\":\"hush-hush\",\"transport\":\"websocket\"}");
        List<String> read = new ArrayList<>();
        while (read.stream().noneMatch(line -> line.contains("\"type\":\"hello\"") && line.contains("\"direction\":\"out\""))) {
            read.add(lines.readLine());
        }
        assertThat(read).filteredOn(line -> line.startsWith("data: "))
            .allSatisfy(line -> assertThat(JSON.readTree(line.substring(6)).path("device").asText()).isEqualTo(ID));
        assertThat(String.join("\n", read)).contains("hello").doesNotContain("hush-hush");

        JsonNode row = JSON.readTree(get("/earshot/devices").body()).path("data").path(0);
        assertThat(row.path("id").asText()).isEqualTo(ID);
        assertThat(row.path("connected").asBoolean()).isTrue();
        assertThat(row.path("mode").asText()).isEqualTo("connected.idle");
        assertThat(JSON.readTree(get("/earshot/devices/" + ID.replace(":", "%3A")).body()).path("data")).isEqualTo(row);
        assertThat(get("/earshot/devices/aa").statusCode()).isEqualTo(404);
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).contains("# TYPE earshot_devices gauge\n", "earshot_devices{presence=\"connected\"} 1\n", "earshot_event_streams 1\n",
            "earshot_queue_depth{queue=\"compute\"} ");
        assertThat(engine.model().connectionAttempts().get()).as("polling fills no list").hasSize(1);
        assertThat(get("/earshot/nothing")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).as("what there is").contains("/earshot/devices/{id}/say");
        });
        for (String path : List.of("/earshot/devices", "/earshot/events", "/metrics")) {
            assertThat(asked("DELETE", path)).isEqualTo("405 GET, HEAD, OPTIONS");
            assertThat(asked("OPTIONS", path)).isEqualTo("204 GET, HEAD, OPTIONS");
        }
        assertThat(asked("GET", "/earshot/devices/" + ID + "/say")).isEqualTo("405 POST, OPTIONS");
        assertThat(asked("OPTIONS", "/earshot/devices/" + ID + "/say")).isEqualTo("204 POST, OPTIONS");
        events.body().close();
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/metrics").body().contains("earshot_event_streams 0\n"));
    }

    /// What was sent to devices, as the timeline has it.
    private List<String> outgoing() {
        return engine.model().events().read(0, 10_000).rows().stream().filter(event -> event.payload() instanceof EventPayload.Text)
            .map(event -> ((EventPayload.Text) event.payload()).head()).toList();
    }

    private String post(String what, String body, String token) throws Exception {
        HttpResponse<String> answer = client.send(
            request("/earshot/devices/" + new DeviceId(ID) + "/" + what, token).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path, "").build(), HttpResponse.BodyHandlers.ofString());
    }

    /// The status and the methods that the answer names.
    private String asked(String method, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(path, "").method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.headers().firstValue("allow").orElse("");
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.model().state().get().httpPort() + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
