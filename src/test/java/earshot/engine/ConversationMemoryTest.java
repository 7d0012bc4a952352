package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.id.DeviceId;
import earshot.memory.ConversationExporter;
import earshot.memory.DeviceMemory.Source;
import earshot.problem.ProblemCode;
import earshot.store.HomeDirectory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A conversation with a model over real sockets, summarized by another model, and known in the next conversation.
@Timeout(60)
class ConversationMemoryTest {
    private static final DeviceId ID = new DeviceId("aa:bb:cc:00:02:00");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final OpenAiServerFake talking = engine.closing(new OpenAiServerFake(Answer.says("Hello ", "Ann."), Answer.says("Welcome back.")));
    private final OpenAiServerFake summing = engine.closing(new OpenAiServerFake(Answer.says("Her name ", "is Ann.")));

    @Test
    @DisplayName("row 7: the memory model sums up what was said, the next conversation is told, and a memory model that fails is told and loses nothing")
    void theMemoryModelSumsUp() throws IOException {
        start();
        converse("I am Ann");
        await().untilAsserted(() -> assertThat(engine.model().memories().get()).singleElement()
            .matches(row -> row.source() == Source.MODEL && row.text().equals("Her name is Ann.")));
        assertThat(summing.requests()).singleElement()
            .matches(receivedRequest -> receivedRequest.lastMessage().contains("User: I am Ann\nAssistant: Hello Ann."));
        summing.answers(Answer.status(500, "{}"), Answer.status(500, "{}"), Answer.status(500, "{}"), Answer.status(500, "{}"));
        converse("it is me again");
        assertThat(talking.requests().getLast().body().path("messages").path(0).path("content").asText()).contains("Her name is Ann.");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(engine.model().memories().get()).singleElement()
            .matches(row -> row.source() == Source.WORDS && row.text().startsWith("Her name is Ann.\nUser: it is me again")));
        assertThat(engine.model().problems().get()).anyMatch(entry -> entry.open() && entry.problem().code() == ProblemCode.MEMORY_FAILED);
    }

    @Test
    @DisplayName("row 7: the memory is asked at each turn, so that what a person corrects is told from the next sentence on")
    void aCorrectionHoldsFromTheNextSentenceOn() throws IOException {
        start();
        assertThat(engine.send(new Command.EditMemory(ID, "Her name is Bea.")).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
        ClientFake device = connect();
        say(device, "hello");
        engine.send(new Command.EditMemory(ID, "Her name is Cleo.")).outcome().join();
        say(device, "hello again");
        device.socket.close();
        assertThat(talking.requests()).extracting(receivedRequest -> receivedRequest.body().path("messages").path(0).path("content").asText()).satisfiesExactly(
            first -> assertThat(first).contains("Bea"), second -> assertThat(second).contains("Cleo").doesNotContain("Bea"));
    }

    @Test
    void conversationsAreExportedFromMemoryAndKeptOnlyWhereSomebodyAskedForIt() throws IOException {
        start();
        Path file = engine.directory().resolve("said.csv");
        converse("I am Ann");
        await().untilAsserted(() -> {
            assertThat(engine.send(new Command.ExportConversations(Optional.of(ID), ConversationExporter.Format.CSV, file)).outcome().join())
                .isEqualTo(Operation.Outcome.Done.of("conversations", 1, file));
            assertThat(Files.readString(file)).contains("," + ID + ",I am Ann,Hello Ann.,");
        });
        assertThat(kept()).as("nobody asked").isZero();
        assertThat(engine.send(new Command.ApplySettings(Map.of("conversation.keep_days", 30))).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
        converse("it is me again");
        await().until(() -> kept() == 1);
        Path elsewhere = engine.directory().resolve("no/such/place.json");
        assertThat(engine.send(new Command.ExportConversations(Optional.empty(), ConversationExporter.Format.JSON, elsewhere)).outcome().join())
            .isInstanceOfSatisfying(Operation.Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.EXPORT_FAILED));
        assertThat(engine.send(new Command.ExportConversations(Optional.empty(), ConversationExporter.Format.CSV, file)).outcome().join())
            .as("kept and in memory, each once")
            .isEqualTo(Operation.Outcome.Done.of("conversations", 2, file));
        engine.send(new Command.ApplySettings(Map.of("conversation.keep_days", 0))).outcome().join();
        await().until(() -> kept() == 0);
    }

    @Test
    void whatIsKeptStaysWhereTheSettingsDoNotTellForHowLong() throws Exception {
        start();
        engine.send(new Command.ApplySettings(Map.of("conversation.keep_days", 30))).outcome().join();
        converse("I am Ann");
        await().until(() -> kept() == 1);
        engine.stop();
        Path settings = new HomeDirectory(engine.directory()).path().resolve("settings.yaml");
        Files.writeString(settings, Files.readString(settings).replaceAll("keep_days: *30", "keep_days: a month"));
        start();
        // what it writes last is written after what it deletes at its start
        engine.send(new Command.EditMemory(ID, "Her name is Bea.")).outcome().join();
        assertThat(kept()).as("the number is none").isEqualTo(1);
        for (int days : List.of(1, 0)) {
            assertThat(engine.send(new Command.ApplySettings(Map.of("conversation.keep_days", days))).outcome().join())
                .isInstanceOf(Operation.Outcome.Done.class);
        }
        await().until(() -> kept() == 0);
    }

    private int kept() {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + new HomeDirectory(engine.directory()).database());
            ResultSet rows = database.createStatement().executeQuery("select count(*) from exchange")) {
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void converse(String sentence) throws IOException {
        ClientFake device = connect();
        say(device, sentence);
        device.socket.close();
    }

    private static void say(ClientFake device, String sentence) {
        device.texts.clear();
        device.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + sentence + "\"}");
        await().atMost(Duration.ofSeconds(20)).until(() -> device.texts.stream().anyMatch(text -> text.contains("\"state\":\"stop\"")));
    }

    private ClientFake connect() throws IOException {
        ClientFake device = engine.connect("xiaozhi", ID.value(), Map.of());
        device.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        return device;
    }

    private void start() {
        Map<String, Object> settings = new LinkedHashMap<>(EngineExtension.model("talker", talking));
        settings.putAll(EngineExtension.model("summer", summing));
        settings.putAll(Map.of("selected_module.Memory", "mem_local_short", "selected_module.LLM", "talker", "llm_by_mode.memory", "summer"));
        engine.start(settings, new SpeechFactoryFake("what is your name"));
    }
}
