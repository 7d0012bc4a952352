package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.conversation.ConversationSettings;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.problem.ProblemCode;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Intent recognition: by the answering model, by a separate model that is asked first, or not at all. Through the whole engine, with a
/// device that has tools.
class IntentTest {
    private static final String ID = "aa:bb:cc:00:01:02";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final OpenAiServerFake chat = engine.closing(new OpenAiServerFake());
    private final OpenAiServerFake intent = engine.closing(new OpenAiServerFake());
    private SocketDeviceFake socketDeviceFake;

    @Test
    void theModelForIntentsHasTheToolRunAndTheOtherOneReportsIt() throws Exception {
        intent.answers(Answer.says("{\"function_call\": {\"name\": \"self_lamp_set\", ", "\"arguments\": {\"on\": true}}}"));
        chat.answers(Answer.says("The lamp is on."));
        start("intent_llm");
        socketDeviceFake.sendTypedText("light please");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("The lamp is on.");
        assertThat(socketDeviceFake.toolCalls()).containsExactly("self.lamp.set {\"on\":true}");
        assertThat(turn.answer().tools()).singleElement().satisfies(run -> assertThat(run.result()).isEqualTo("true"));
        assertThat(chat.requests()).singleElement().satisfies(receivedRequest -> {
            assertThat(receivedRequest.lastMessage()).isEqualTo("light please\n\n[self_lamp_set: true]");
            assertThat(receivedRequest.body().has("tools")).isFalse();
        });
        assertThat(intent.requests().getFirst().body().path("messages").path(0).path("content").asText()).contains("self_lamp_set", "end_conversation",
            "continue_chat");
    }

    @Test
    void theTimeItTakesIsAStageOfTheTurn() throws Exception {
        intent.answers(Answer.says("{\"function_call\": {\"name\": \"continue_chat\"}}"));
        chat.answers(Answer.says("Fine."));
        start("intent_llm");
        socketDeviceFake.sendTypedText("how are you");
        TurnFacts turn = turn(1);
        assertThat(turn.stages()).extracting(StageTime::stage).containsSubsequence(TurnStage.INTENT, TurnStage.ANSWER, TurnStage.SENTENCE, TurnStage.VOICE,
            TurnStage.FIRST_FRAME, TurnStage.PLAYOUT);
        assertThat(turn.stages()).filteredOn(stage -> stage.stage() == TurnStage.INTENT).extracting(time -> time.stage().owner())
            .containsExactly(TurnStage.Owner.SERVICE);
        assertThat(turn.answer().model().orElseThrow()).contains("chat");
    }

    @Test
    void itMayEndTheConversation() throws Exception {
        intent.answers(Answer.says("```json\n{\"name\": \"end_conversation\", \"arguments\": \"{}\"}\n```"));
        start("intent_llm");
        socketDeviceFake.sendTypedText("that was all");
        socketDeviceFake.awaitReceived("tts sentence_start Goodbye, talk to you soon.");
        socketDeviceFake.awaitReceived("close 1000 goodbye");
        assertThat(chat.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Sure, I will do that!", "{\"function_call\": {\"name\": \"launch_rocket\"}}", "{\"function_call\": ", "{}", "[1, 2]",
        "{\"name\": {\"a\": 1}}", "}{" })
    void whateverElseItSaysTheConversationGoesOn(String nonsense) throws Exception {
        intent.answers(Answer.says(nonsense));
        chat.answers(Answer.says("Let us talk."));
        start("intent_llm");
        socketDeviceFake.sendTypedText("hello");
        TurnFacts turn = turn(1);
        assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
        assertThat(turn.answer().text()).isEqualTo("Let us talk.");
        assertThat(turn.answer().tools()).isEmpty();
    }

    @Test
    void aModelForIntentsThatFailsIsAProblemAndTheConversationGoesOn() throws Exception {
        intent.answers(Answer.status(401, "{\"error\":{\"message\":\"bad key\"}}"));
        chat.answers(Answer.says("Let us talk."));
        start("intent_llm");
        socketDeviceFake.sendTypedText("hello");
        assertThat(turn(1).answer().text()).isEqualTo("Let us talk.");
        assertThat(engine.model().problems().get()).anyMatch(entry -> entry.open() && entry.problem().code() == ProblemCode.PROVIDER_KEY_REFUSED);
    }

    @Test
    void aModelForIntentsThatHangsIsNotWaitedForLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        intent.answers(Answer.stream().until(never));
        chat.answers(Answer.says("Let us talk."));
        start("intent_llm");
        socketDeviceFake.sendTypedText("hello");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("Let us talk.");
        assertThat(turn.stages()).filteredOn(stage -> stage.stage() == TurnStage.INTENT).singleElement()
            .satisfies(stage -> assertThat(stage.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(3)));
        never.countDown();
    }

    @Test
    void withoutIntentsNobodyIsOfferedToolsAndNothingIsRun() throws Exception {
        chat.answers(Answer.says("<tool_call>{\"name\":\"self.lamp.set\",\"arguments\":{}}"));
        start("nointent");
        socketDeviceFake.sendTypedText("light please");
        turn(1);
        assertThat(socketDeviceFake.toolCalls()).isEmpty();
        assertThat(intent.requests()).isEmpty();
        assertThat(chat.requests().getFirst().body().has("tools")).isFalse();
    }

    @Test
    void anUnknownIntentTypeCountsAsTheDefaultAndIsReported() throws Exception {
        start("telepathy");
        assertThat(engine.model().settings().get().of(ConversationSettings.SECTION).intent()).isEqualTo(ConversationSettings.Intent.FUNCTION_CALL);
        assertThat(engine.model().problems().get()).anyMatch(entry -> entry.open() && entry.problem().code() == ProblemCode.PROVIDER_UNKNOWN);
    }

    @Test
    void aSectionMayGiveTheTypeAnotherName() throws Exception {
        start("mine", Map.of("Intent.mine.type", "nointent"));
        assertThat(engine.model().settings().get().of(ConversationSettings.SECTION).intent()).isEqualTo(ConversationSettings.Intent.NOINTENT);
    }

    private void start(String way) throws Exception {
        start(way, Map.of());
    }

    private void start(String way, Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new HashMap<>(EngineExtension.model("chat", chat));
        settings.putAll(EngineExtension.model("intent", intent));
        settings.putAll(Map.of("selected_module.LLM", "chat", "selected_module.Intent", way, "llm_by_mode.default", "chat", "llm_by_mode.intent", "intent"));
        settings.putAll(more);
        engine.start(settings);
        socketDeviceFake = engine.connectWithTools(ID);
    }

    private TurnFacts turn(int count) {
        return engine.turn(count);
    }
}
