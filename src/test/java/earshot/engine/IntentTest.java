package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.config.Settings;
import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Outcome;
import earshot.device.TurnFacts.Stage;
import earshot.doubles.FakeOpenAi;
import earshot.doubles.FakeOpenAi.Answer;
import earshot.problem.Code;
import earshot.store.Home;
import earshot.time.SystemTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Intent recognition: by the answering model, by a separate model that is asked first, or not at all. Through the whole engine, with a
/// device that has tools.
class IntentTest {
    private static final String ID = "aa:bb:cc:00:01:02";

    @TempDir
    Path directory;

    private final SystemTime time = new SystemTime();
    private final FakeOpenAi chat = new FakeOpenAi();
    private final FakeOpenAi intent = new FakeOpenAi();
    private final Board board = new Board();
    private Engine engine;

    @AfterEach
    void stop() {
        board.drop();
        if (engine != null) {
            engine.stop();
        }
        chat.close();
        intent.close();
    }

    @Test
    void theModelForIntentsHasTheToolRunAndTheOtherOneTellsOfIt() throws Exception {
        intent.answers(Answer.says("{\"function_call\": {\"name\": \"self_lamp_set\", ", "\"arguments\": {\"on\": true}}}"));
        chat.answers(Answer.says("The lamp is on."));
        start("intent_llm");
        board.types("light please");
        TurnFacts turn = turn(1);
        assertThat(turn.answered()).isEqualTo("The lamp is on.");
        assertThat(board.called()).containsExactly("self.lamp.set {\"on\":true}");
        assertThat(turn.tools()).singleElement().satisfies(run -> assertThat(run.result()).isEqualTo("true"));
        assertThat(chat.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.lastWords()).isEqualTo("light please\n\n[self_lamp_set: true]");
            assertThat(asked.body().has("tools")).isFalse();
        });
        assertThat(intent.asked().getFirst().body().path("messages").path(0).path("content").asText()).contains("self_lamp_set", "end_conversation", "continue_chat");
    }

    @Test
    void theTimeItTakesIsAStageOfTheTurn() throws Exception {
        intent.answers(Answer.says("{\"function_call\": {\"name\": \"continue_chat\"}}"));
        chat.answers(Answer.says("Fine."));
        start("intent_llm");
        board.types("how are you");
        TurnFacts turn = turn(1);
        assertThat(turn.stages()).extracting(Stage::name).containsSubsequence("intent", "answer", "sentence", "voice", "first frame", "playout");
        assertThat(turn.stages()).filteredOn(stage -> stage.name().equals("intent")).extracting(Stage::owner).containsExactly("service");
        assertThat(turn.model()).contains("chat");
    }

    @Test
    void itMayEndTheConversation() throws Exception {
        intent.answers(Answer.says("```json\n{\"name\": \"end_conversation\", \"arguments\": \"{}\"}\n```"));
        start("intent_llm");
        board.types("that was all");
        board.hears("tts sentence_start Goodbye, talk to you soon.");
        board.hears("close 1000 goodbye");
        assertThat(chat.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sure, I will do that!", "{\"function_call\": {\"name\": \"launch_rocket\"}}", "{\"function_call\": ", "{}", "[1, 2]", "{\"name\": {\"a\": 1}}", "}{"})
    void whateverElseItSaysTheConversationGoesOn(String nonsense) throws Exception {
        intent.answers(Answer.says(nonsense));
        chat.answers(Answer.says("Let us talk."));
        start("intent_llm");
        board.types("hello");
        TurnFacts turn = turn(1);
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        assertThat(turn.answered()).isEqualTo("Let us talk.");
        assertThat(turn.tools()).isEmpty();
    }

    @Test
    void aModelForIntentsThatFailsIsAProblemAndTheConversationGoesOn() throws Exception {
        intent.answers(Answer.status(401, "{\"error\":{\"message\":\"bad key\"}}"));
        chat.answers(Answer.says("Let us talk."));
        start("intent_llm");
        board.types("hello");
        assertThat(turn(1).answered()).isEqualTo("Let us talk.");
        assertThat(engine.model().problems().get()).anyMatch(entry -> entry.open() && entry.problem().code() == Code.LLM_KEY_REFUSED);
    }

    @Test
    void aModelForIntentsThatHangsIsNotWaitedForLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        intent.answers(Answer.stream().until(never));
        chat.answers(Answer.says("Let us talk."));
        start("intent_llm");
        board.types("hello");
        TurnFacts turn = turn(1);
        assertThat(turn.answered()).isEqualTo("Let us talk.");
        assertThat(turn.stages()).filteredOn(stage -> stage.name().equals("intent")).singleElement().satisfies(stage -> assertThat(stage.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(3)));
        never.countDown();
    }

    @Test
    void withoutIntentsNobodyIsOfferedToolsAndNothingIsRun() throws Exception {
        chat.answers(Answer.says("<tool_call>{\"name\":\"self.lamp.set\",\"arguments\":{}}"));
        start("nointent");
        board.types("light please");
        turn(1);
        assertThat(board.called()).isEmpty();
        assertThat(intent.asked()).isEmpty();
        assertThat(chat.asked().getFirst().body().has("tools")).isFalse();
    }

    @Test
    void aWayThatIsNotKnownCountsAsTheUsualOneAndIsTold() throws Exception {
        start("telepathy");
        assertThat(engine.model().settings().get().models().intent()).isEqualTo(Settings.Intent.FUNCTION_CALL);
        assertThat(engine.model().problems().get()).anyMatch(entry -> entry.open() && entry.problem().code() == Code.PROVIDER_UNKNOWN);
    }

    @Test
    void aSectionMayGiveTheWayAnotherName() throws Exception {
        start("mine", Map.of("Intent.mine.type", "nointent"));
        assertThat(engine.model().settings().get().models().intent()).isEqualTo(Settings.Intent.NOINTENT);
    }

    private void start(String way) throws Exception {
        start(way, Map.of());
    }

    private void start(String way, Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0, "selected_module.LLM", "chat", "selected_module.Intent", way,
            "llm_by_mode.default", "chat", "llm_by_mode.intent", "intent"));
        settings.putAll(Map.of("LLM.chat.type", "openai", "LLM.chat.base_url", chat.address(), "LLM.chat.model_name", "chat",
            "LLM.intent.type", "openai", "LLM.intent.base_url", intent.address(), "LLM.intent.model_name", "tiny"));
        settings.putAll(more);
        engine = Engine.start(new EngineOptions(new Home(directory), Optional.empty(), settings, time, new QuickSpeech("")));
        board.connect(time, engine.model().state().get().port(), ID);
        await().until(() -> engine.model().devices().get().stream().anyMatch(row -> row.facts().get().connection().filter(open -> open.tools() == 2).isPresent()));
    }

    private TurnFacts turn(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().turns().get().size() == count);
        return engine.model().turns().get().getFirst().facts();
    }
}
