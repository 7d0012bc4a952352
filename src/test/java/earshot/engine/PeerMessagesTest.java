package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.id.DeviceId;
import earshot.peer.PeerMessage;
import earshot.peer.PeerMessageState.Delivered;
import earshot.peer.PeerMessageState.DropReason;
import earshot.peer.PeerMessageState.Dropped;
import earshot.time.WallClockFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Messages between badges over real sockets, with the real database.
@Timeout(180)
class PeerMessagesTest {
    private static final String ANN = "a0:b1:c2:00:00:01";
    private static final String BOB = "a0:b1:c2:00:00:02";
    private static final String FAR = "d4:e5:f6:00:00:03";
    private static final String SAME_GROUP = "peer: {enabled: true, group_rules: {\"a0:b1:c2\": \"a0:b1:c2\"}}\n";

    private final WallClockFake clock = new WallClockFake();

    @RegisterExtension
    final EngineExtension engine = new EngineExtension(clock);

    @Test
    @DisplayName("2.19: envelope and receipts as written; 2.11: a badge knows those to whom it may send")
    void aMessageReachesThoseThatTheRulesPermit() throws Exception {
        OpenAiServerFake model = engine.closing(new OpenAiServerFake());
        model.answers(Answer.says("{\"summary\":\"Call the plumber\",\"normalized\":{\"title\":\"Call the plumber\",\"priority\":\"high\"}}"));
        engine.startFromFile(SAME_GROUP + "selected_module: {LLM: big}\nLLM: {big: {type: openai, base_url: \"" + model.address()
            + "\", model_name: big-2, api_key: sk-test}}\n");
        ClientFake ann = badge(ANN);
        ClientFake bob = badge(BOB);
        ClientFake far = badge(FAR);
        far.awaitReceived("\"online\":[\"" + FAR + "\"]");
        ann.awaitReceived("\"online\":[\"" + ANN + "\",\"" + BOB + "\"]");

        send(ann, List.of(BOB, FAR), "task", "umm call the plumber, soon");
        JsonNode receipt = received(ann, "\"status\":\"done\"");
        assertThat(receipt.properties()).extracting(Map.Entry::getKey).containsExactly("type", "status", "delivered", "failed", "enqueued", "summary",
            "elapsedMs", "targetsCount");
        assertThat(List.of(receipt.path("delivered").toString(), receipt.path("failed").toString(), receipt.path("enqueued").toString(),
            receipt.path("targetsCount").toString()))
            .containsExactly("[\"" + BOB + "\"]", "[\"" + FAR + "\"]", "[]", "2");
        JsonNode envelope = received(bob, "\"type\":\"peer\"");
        assertThat(
            List.of(envelope.path("from").asText(), envelope.path("category").asText(), envelope.path("summary").asText(), envelope.path("source").asText()))
            .containsExactly(ANN, "task", "Call the plumber", "model");
        assertThat(envelope.path("normalized").path("id").asText()).startsWith("peer-");
        assertThat(envelope.path("normalized").path("priority").asInt()).isEqualTo(1);
        assertThat(far.texts).noneMatch(text -> text.contains("\"type\":\"peer\""));
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(engine.model().tasks().get()).as("7.3: a task of the receiver's group").singleElement()
                .satisfies(task -> assertThat(List.of(task.title(), task.owner().orElseThrow(), task.key().group().key())).containsExactly("Call the plumber",
                    BOB, "a0:b1:c2")));

        send(ann, List.of(FAR), "task", "call");
        assertThat(received(ann, "UNAUTHORIZED"))
            .hasToString("{\"type\":\"peer\",\"status\":\"error\",\"code\":\"UNAUTHORIZED\",\"message\":\"no permitted targets\"}");
        ann.send("{\"type\":\"peer\",\"to\":\"x\",\"payload\":{}}");
        assertThat(received(ann, "invalid to/payload")).hasToString("{\"type\":\"peer\",\"status\":\"error\",\"message\":\"invalid to/payload\"}");
        model.answers(Answer.says("no"), Answer.says("no"));
        send(ann, List.of(BOB), "note", "hello");
        received(ann, "LLM_OUTPUT_NOT_JSON");
        assertThat(bob.texts.stream().filter(text -> text.contains("\"type\":\"peer\""))).hasSize(1);
    }

    @Test
    @DisplayName("section 11: queued messages are delivered within 3 s after return, oldest first, after a restart too; their senders are told")
    void whatWaitsIsDeliveredAfterReturn() throws Exception {
        engine.startFromFile(SAME_GROUP);
        ClientFake ann = badge(ANN);
        for (String text : List.of("first", "second", "third")) {
            send(ann, List.of(BOB), "note", text);
            received(ann, "\"text\":\"" + text + "\"");
        }
        assertThat(ann.last("TARGET_OFFLINE")).isEqualTo("{\"type\":\"peer\",\"status\":\"error\",\"code\":\"TARGET_OFFLINE\",\"failed\":[\"" + BOB + "\"]}");
        assertThat(ann.last("\"status\":\"done\"")).contains("\"delivered\":[],\"failed\":[],\"enqueued\":[\"" + BOB + "\"]", "\"source\":\"text\"");
        engine.stop();
        engine.startFromFile(SAME_GROUP);
        ann = badge(ANN);
        ann.awaitReceived("\"type\":\"hello\"");
        ClientFake bob = badge(BOB);
        bob.awaitReceived("third");
        bob.awaitReceived("\"type\":\"hello\"");
        List<String> got = bob.texts.stream().filter(text -> text.contains("\"type\":\"peer\"") || text.contains("\"type\":\"hello\""))
            .map(text -> text.replaceAll(".*\"summary\":\"(\\w+)\".*|.*", "$1")).toList();
        assertThat(got).as("before the hello").containsExactly("first", "second", "third", "");
        assertThat(bob.texts.stream().filter(text -> text.matches(".*\"type\":\"(peer|workflow)\".*")).map(text -> text.contains("workflow")).toList())
            .as("1.6: then the list of tasks").startsWith(false, false, false, true);
        assertThat(received(ann, "redelivered")).hasToString("{\"type\":\"peer\",\"event\":\"redelivered\",\"to\":\"" + BOB + "\",\"count\":3}");
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(engine.model().peerMessages().get()).hasSize(3).allMatch(message -> message.state() instanceof Delivered));
        bob.socket.drop();
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.facts(BOB).connection().isEmpty());
        ClientFake again = badge(BOB);
        again.awaitReceived("\"type\":\"hello\"");
        assertThat(again.texts).as("none twice").noneMatch(text -> text.contains("\"type\":\"peer\""));
    }

    @Test
    @DisplayName("7.3: what waits longer than three days is dropped and its sender told; a person retries and deletes")
    void aPersonDecidesAboutWhatWaits() throws Exception {
        engine.startFromFile("peer: {enabled: true, allow_all: true}\n");
        ClientFake ann = badge(ANN);
        for (String text : List.of("first", "second", "third")) {
            send(ann, List.of(BOB), "note", text);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> messages(PeerMessage::waiting).size() == 3);
        assertThat(engine.done(new Command.DeletePeerMessages(Set.of(messages(PeerMessage::waiting).getFirst().id()))))
            .isEqualTo(Operation.Outcome.Done.of("peer_deleted", 1));
        clock.advance(Duration.ofDays(3).plusSeconds(1));
        ClientFake bob = badge(BOB);
        assertThat(received(ann, "\"event\":\"expired\"").path("count").asInt()).isEqualTo(2);
        assertThat(bob.texts).noneMatch(text -> text.contains("\"type\":\"peer\""));
        assertThat(messages(PeerMessage::waiting)).isEmpty();
        PeerMessage late = messages(message -> message.state() instanceof Dropped(Instant _, DropReason reason) && reason == DropReason.EXPIRED).getFirst();
        assertThat(engine.done(new Command.RetryPeerMessages(Set.of(late.id())))).isEqualTo(Operation.Outcome.Done.of("peer_retried", 1));
        bob.awaitReceived(late.id().value());
        bob.socket.drop();
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.facts(BOB).connection().isEmpty());
        assertThat(engine.done(new Command.ForgetDevice(new DeviceId(BOB)))).isInstanceOf(Operation.Outcome.Done.class);
        assertThat(messages(message -> message.to().value().equals(BOB))).isEmpty();
    }

    private List<PeerMessage> messages(Predicate<PeerMessage> which) {
        return engine.model().peerMessages().get().stream().filter(which).toList();
    }

    private ClientFake badge(String id) throws IOException {
        return engine.connect("supie", id, Map.of());
    }

    private static void send(ClientFake from, List<String> to, String category, String text) {
        from.send(JSON.createObjectNode().put("type", "peer").put("category", category).<ObjectNode>set("to", JSON.valueToTree(to))
            .set("payload", JSON.createObjectNode().put("text", text)).toString());
    }

    private static JsonNode received(ClientFake client, String part) throws JsonProcessingException {
        client.awaitReceived(part);
        return JSON.readTree(client.last(part));
    }
}
