package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.memory.DeviceMemory.Source;
import earshot.problem.ProblemCode;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A conversation with a model over real sockets, summarised by another model, and known in the next conversation.
@Timeout(60)
class ConversationMemoryTest {
    private static final String ID = "aa:bb:cc:00:02:00";

    @TempDir
    Path directory;

    private final SystemTime time = new SystemTime();
    private final OpenAiServerFake talking = new OpenAiServerFake(Answer.says("Hello ", "Ann."), Answer.says("Welcome back."));
    private final OpenAiServerFake summing = new OpenAiServerFake(Answer.says("Her name ", "is Ann."));
    private Engine engine;

    @AfterEach
    void stop() {
        engine.stop();
        talking.close();
        summing.close();
    }

    @Test
    @DisplayName("row 7: the memory model sums up what was said, the next conversation is told, and a memory model that fails is told and loses nothing")
    void theMemoryModelSumsUp() throws IOException {
        start();
        converse("I am Ann");
        await().untilAsserted(() -> assertThat(engine.model().memories().get()).singleElement()
            .matches(row -> row.source() == Source.MODEL && row.text().equals("Her name is Ann.")));
        assertThat(summing.requests()).singleElement().matches(receivedRequest -> receivedRequest.lastMessage().contains("User: I am Ann\nAssistant: Hello Ann."));
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
        List<String> heard = new CopyOnWriteArrayList<>();
        WebSocketClient device = connect(heard);
        say(device, heard, "hello");
        engine.send(new Command.EditMemory(ID, "Her name is Cleo.")).outcome().join();
        say(device, heard, "hello again");
        device.close();
        assertThat(talking.requests()).extracting(receivedRequest -> receivedRequest.body().path("messages").path(0).path("content").asText()).satisfiesExactly(
            first -> assertThat(first).contains("Bea"), second -> assertThat(second).contains("Cleo").doesNotContain("Bea"));
    }

    private void converse(String sentence) throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        WebSocketClient device = connect(heard);
        say(device, heard, sentence);
        device.close();
    }

    private static void say(WebSocketClient device, List<String> heard, String sentence) {
        heard.clear();
        device.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + sentence + "\"}");
        await().atMost(Duration.ofSeconds(20)).until(() -> heard.stream().anyMatch(text -> text.contains("\"state\":\"stop\"")));
    }

    private WebSocketClient connect(List<String> heard) throws IOException {
        WebSocketClient device = WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + engine.model().state().get().port() + "/xiaozhi/v1/"),
            Map.of("Device-Id", ID), Duration.ofSeconds(10), new WebSocketClient.Listener() {
                @Override
                public void received(WebSocketMessage message, long arrivalNanos) {
                    if (message instanceof WebSocketMessage.Text text) {
                        heard.add(text.text());
                    }
                }

                @Override
                public void ended(String why) {}
            });
        device.text("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        return device;
    }

    private void start() {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0,
            "selected_module.Memory", "mem_local_short", "selected_module.LLM", "talker", "llm_by_mode.memory", "summer"));
        settings.putAll(Map.of("LLM.talker.type", "openai", "LLM.talker.base_url", talking.address(), "LLM.talker.model_name", "talker-1", "LLM.talker.api_key", "none"));
        settings.putAll(Map.of("LLM.summer.type", "openai", "LLM.summer.base_url", summing.address(), "LLM.summer.model_name", "summer-1", "LLM.summer.api_key", "none"));
        engine = Engine.start(new EngineOptions(new HomeDirectory(directory), Optional.empty(), settings, time, new SpeechFactoryFake("what is your name")));
    }
}
