package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.conversation.ConversationSettings;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Conversations with a model that speaks the real protocol, through the whole engine, with a device that has tools.
class ModelConversationTest {
    private static final DeviceId ID = new DeviceId("aa:bb:cc:00:01:01");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final OpenAiServerFake model = engine.closing(new OpenAiServerFake());
    private SocketDeviceFake socketDeviceFake;

    @Test
    void anAnswerComesInTheOrderThatDevicesNeed() throws Exception {
        model.answers(Answer.says("😆 Of course, ", "**dear**.", " Anything", " else?"));
        start(Map.of());
        socketDeviceFake.sendTypedText("tell me");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("Of course, dear. Anything else?");
        assertThat(turn.answer().model().orElseThrow()).contains("big");
        assertThat(turn.answer().firstToken()).isPresent();
        assertThat(turn.stages()).extracting(StageTime::stage).contains(TurnStage.ANSWER, TurnStage.SENTENCE, TurnStage.VOICE, TurnStage.FIRST_FRAME,
            TurnStage.PLAYOUT);
        assertThat(socketDeviceFake.awaitTurn()).containsExactly("stt tell me", "llm laughing", "tts start", "tts sentence_start Of course, dear.", "sound",
            "tts sentence_start Anything else?", "sound", "tts stop");
    }

    @Test
    void whatWasSaidBeforeIsKnownAndThePersonaIsFilledIn() throws Exception {
        model.answers(Answer.says("I am fine."));
        start(Map.of("prompt", "You are {{device_name}} and it is {{today_date}}."));
        socketDeviceFake.sendTypedText("how are you");
        turn(1);
        socketDeviceFake.sendTypedText("and now");
        turn(2);
        JsonNode messages = model.requests().getLast().body().path("messages");
        assertThat(messages.path(0).path("content").asText()).startsWith("You are Earshot and it is 20");
        assertThat(Stream.of(1, 2, 3).map(i -> messages.path(i).path("role").asText() + ": " + messages.path(i).path("content").asText()))
            .containsExactly("user: how are you", "assistant: I am fine.", "user: and now");
    }

    @Test
    void whatAnEditorSavesHoldsInTheConversationThatGoesOn() throws Exception {
        model.answers(Answer.says("Hello."));
        start(Map.of());
        socketDeviceFake.sendTypedText("hello");
        turn(1);
        Files.writeString(engine.directory().resolve("settings.yaml"), "prompt: You are a fox.\nLLM:\n  big: {temperature: 0.3}\n");
        await().until(() -> engine.model().settings().get().of(ConversationSettings.SECTION).persona().isPresent());
        socketDeviceFake.sendTypedText("and now");
        turn(2);
        JsonNode asked = model.requests().getLast().body();
        assertThat(asked.path("messages").path(0).path("content").asText()).isEqualTo("You are a fox.");
        assertThat(asked.path("temperature").asDouble()).isEqualTo(0.3);
    }

    @Test
    void aDeviceMayHaveAPersonaOfItsOwn() throws Exception {
        model.answers(Answer.stream().text("…").cut());
        start(Map.of("prompt", "You are an owl.", "prompt_by_device", Map.of(ID.value(), "你是一只猫。")));
        socketDeviceFake.sendTypedText("hello");
        assertThat(turn(1).answer().text()).isEqualTo("抱歉，我刚才没能想出来，请再说一次。");
        assertThat(model.requests().getFirst().body().path("messages").path(0).path("content").asText()).isEqualTo("你是一只猫。");
    }

    @Test
    @DisplayName("U18: a turn with a call of the device's own tool")
    void theDevicesToolIsCalled() throws Exception {
        model.answers(Answer.calls("c1", "self_lamp_set", "{\"on\":true}"), Answer.says("The lamp is on."));
        start(Map.of());
        socketDeviceFake.sendTypedText("light please");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("The lamp is on.");
        assertThat(turn.answer().tools()).singleElement().satisfies(run -> {
            assertThat(run.name()).isEqualTo("self_lamp_set");
            assertThat(run.arguments()).isEqualTo("{\"on\":true}");
            assertThat(run.result()).isEqualTo("true");
            assertThat(run.failed()).isFalse();
        });
        assertThat(socketDeviceFake.toolCalls()).containsExactly("self.lamp.set {\"on\":true}");
        assertThat(turn.stages()).extracting(StageTime::stage).contains(TurnStage.TOOL);
        JsonNode messages = model.requests().getLast().body().path("messages");
        assertThat(messages.path(messages.size() - 1).toString()).isEqualTo("{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"true\"}");
        assertThat(model.requests().getFirst().body().path("tools").findValuesAsText("name")).contains("self_lamp_set", "get_time", "end_conversation",
            "change_role");
    }

    @Test
    @DisplayName("a turn right after the hello knows the device's tools")
    void theFirstTurnKnowsTheTools() throws Exception {
        model.answers(Answer.says("Yes."));
        engine.start(EngineExtension.conversationWith(model));
        socketDeviceFake = engine.connect(new SocketDeviceFake().listingToolsLate(), ID.value());
        socketDeviceFake.sendTypedText("light please");
        assertThat(turn(1).answer().text()).isEqualTo("Yes.");
        assertThat(model.requests().getFirst().body().path("tools").findValuesAsText("name")).contains("self_lamp_set");
    }

    @Test
    @DisplayName("a device that lists no tools is answered without them, and the wait is a part of the turn")
    void theWaitForToolsIsBounded() throws Exception {
        model.answers(Answer.says("Yes."));
        engine.start(EngineExtension.conversationWith(model));
        socketDeviceFake = engine.connect(new SocketDeviceFake().listingNoTools(), ID.value());
        socketDeviceFake.sendTypedText("light please");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("Yes.");
        assertThat(turn.stages()).extracting(StageTime::stage).contains(TurnStage.TOOL_LIST);
        assertThat(model.requests().getFirst().body().path("tools").findValuesAsText("name")).doesNotContain("self_lamp_set").contains("get_time");
    }

    @Test
    @DisplayName("rows 5, 48: a call written as text is run, and nothing of it is spoken")
    void aCallInTextIsRun() throws Exception {
        model.answers(Answer.says(" <tool", "_call>{\"name\":\"self.lamp.set\",", "\"arguments\":{\"on\":false}}</tool_call>"), Answer.says("It is off."));
        start(Map.of());
        socketDeviceFake.sendTypedText("dark please");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("It is off.");
        assertThat(turn.answer().tools()).singleElement().satisfies(run -> assertThat(run.note()).contains("reason.tool_call_as_text"));
        assertThat(socketDeviceFake.toolCalls()).containsExactly("self.lamp.set {\"on\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<tool_call>\n{\"name\": \"self_lamp_set\", \"arguments\": {\"on\": false}}\n</tool_call>",
        "```json\n{\"name\":\"self_lamp_set\",\"arguments\":{\"on\":false}}\n```", "self_lamp_set(on=False)",
        "<|end|><|start|>assistant to=functions.self_lamp_set<|channel|>commentary json<|message|>{\"on\":false}<|call|>",
        "<|channel|>analysis<|message|>Off.<|end|><|start|>assistant<|channel|>commentary to=functions.self_lamp_set <|constrain|>json<|message|>{\"on\":false}" })
    void wordsBeforeACallInTextAreSpokenAndTheCallIsRun(String call) throws Exception {
        int half = call.length() / 2;
        model.answers(Answer.says("好的，我来关。", call.substring(0, half), call.substring(half)), Answer.says("It is off."));
        start(Map.of());
        socketDeviceFake.sendTypedText("dark please");
        assertThat(turn(1).answer().text()).matches("好的，我来关。 ?It is off\\.");
        assertThat(socketDeviceFake.toolCalls()).containsExactly("self.lamp.set {\"on\":false}");
    }

    @Test
    @DisplayName("what a template leaves in the name of a tool and behind its arguments keeps no call from being run")
    void aCallIsCleaned() throws Exception {
        model.answers(Answer.calls("c1", "functions.self_lamp_set<|channel|>commentary", "{\"on\":false}\u0000<|im_end|>"), Answer.says("It is off."));
        start(Map.of());
        socketDeviceFake.sendTypedText("dark please");
        assertThat(turn(1).answer().text()).isEqualTo("It is off.");
        assertThat(socketDeviceFake.toolCalls()).containsExactly("self.lamp.set {\"on\":false}");
        assertThat(model.requests().getLast().body().path("messages").findValue("tool_calls").toString())
            .contains("\"name\":\"self_lamp_set\",\"arguments\":\"{\\\"on\\\":false}\"");
    }

    @Test
    void aToolThatDoesNotExistIsToldToTheModel() throws Exception {
        model.answers(Answer.calls("c1", "dance", "{}"), Answer.says("I cannot dance."));
        start(Map.of());
        socketDeviceFake.sendTypedText("dance please");
        assertThat(turn(1).answer().text()).isEqualTo("I cannot dance.");
        assertThat(model.requests().getLast().lastMessage()).contains("no tool \"dance\"", "self_lamp_set");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <tool_call>{"name":"self.lamp.set"}  | {"name":"self.lamp.set"}   | no arguments
        <tool_call>{"name":"self.lamp.set",} | {"name":"self.lamp.set",}  | Unexpected character
        <tool_call> lamp off                 | <tool_call> lamp off       | no braces
        """)
    @DisplayName("rows 5, 48: a text that only looks like a call becomes the answer, with one ERROR line, and the turn completes")
    void aBrokenCallInTextIsTheAnswer(String text, String answer, String why) throws Exception {
        model.answers(Answer.says(text));
        start(Map.of());
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("earshot");
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        try {
            socketDeviceFake.sendTypedText("dark please");
            TurnFacts turn = turn(1);
            assertThat(turn.outcome()).isEqualTo(Outcome.DONE);
            assertThat(turn.answer().text()).isEqualTo(answer);
            assertThat(turn.answer().tools()).singleElement().satisfies(run -> assertThat(run.note().orElseThrow()).startsWith("not a tool call: " + why));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(socketDeviceFake.toolCalls()).isEmpty();
        assertThat(List.copyOf(log.list)).filteredOn(line -> line.getLevel() == Level.ERROR).extracting(ILoggingEvent::getFormattedMessage)
            .containsExactly("function call error: " + text);
    }

    @Test
    @DisplayName("row 49: a failing tool is told to the model as text, and the conversation goes on")
    void aFailingToolIsReportedToTheModel() throws Exception {
        model.answers(Answer.calls("c1", "self_broken", "{}"), Answer.says("It is broken."));
        start(Map.of());
        socketDeviceFake.sendTypedText("try it");
        assertThat(turn(1).answer().text()).isEqualTo("It is broken.");
        assertThat(model.requests().getLast().lastMessage()).isEqualTo("MCP工具调用失败");
        assertThat(open(ProblemCode.TOOL_FAILED)).isTrue();
    }

    @Test
    void aButtonStopsTheModelInMidStream() throws Exception {
        model.answers(Answer.stream().text("Once upon a time. ").forever("and then "));
        start(Map.of());
        socketDeviceFake.sendTypedText("a story");
        socketDeviceFake.awaitReceived("tts sentence_start Once");
        socketDeviceFake.send("{\"type\":\"abort\"}");
        TurnFacts turn = turn(1);
        assertThat(turn.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(turn.interruption().orElseThrow().cause()).isEqualTo(TurnFacts.Interruption.Cause.BUTTON);
        await().until(() -> model.brokenOff() == 1);
        model.answers(Answer.says("Yes."));
        socketDeviceFake.sendTypedText("are you there");
        assertThat(turn(2).answer().text()).isEqualTo("Yes.");
    }

    @Test
    void aButtonStopsAModelThatHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        model.answers(Answer.stream().until(never));
        start(Map.of());
        socketDeviceFake.sendTypedText("hello");
        await().until(() -> model.requests().size() == 1);
        socketDeviceFake.send("{\"type\":\"abort\"}");
        assertThat(turn(1).outcome()).isEqualTo(Outcome.INTERRUPTED);
        never.countDown();
    }

    static Stream<Answer> faults() {
        return Stream.of(Answer.status(401, "{\"error\":{\"message\":\"bad key\"}}"), Answer.status(404, "{}"), Answer.status(400, "{}"),
            Answer.stream().text("One. Two").cut(), Answer.stream().data("{no json").done(), Answer.stream().finish("stop").done());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverFailsIsAProblemAndAnApologyAndTheNextTurnWorks(Answer fault) throws Exception {
        model.answers(fault);
        start(Map.of());
        socketDeviceFake.sendTypedText("hello");
        TurnFacts turn = turn(1);
        assertThat(turn.outcome()).isEqualTo(Outcome.FAILED);
        boolean malformed = fault.steps().toString().contains("{no json");
        boolean mayPass = !malformed && (fault.status() < 400 || fault.status() >= 429);
        assertThat(turn.answer().text())
            .endsWith(mayPass ? "Sorry, that did not work. Please try again." : "Sorry, I cannot answer at the moment. Somebody has to look at my settings.");
        assertThat(engine.model().problems().get())
            .anyMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER_") && entry.problem().subject().toString().contains("LLM."));
        assertThat(socketDeviceFake.awaitTurn()).last().isEqualTo("tts stop");
        model.answers(Answer.says("Fine again."));
        socketDeviceFake.sendTypedText("hello");
        assertThat(turn(2).answer().text()).isEqualTo("Fine again.");
    }

    @Test
    void anExitWordSaysGoodbyeWithoutTheModelAndTheConnectionCloses() throws Exception {
        start(Map.of("exit_commands", List.of("退出", "good bye")));
        socketDeviceFake.sendTypedText("Good bye!");
        socketDeviceFake.awaitReceived("tts sentence_start Goodbye, talk to you soon.");
        socketDeviceFake.awaitReceived("close 1000 goodbye");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void theModelMaySayGoodbye() throws Exception {
        model.answers(Answer.calls("c1", "end_conversation", "{\"goodbye\":\"再见！\"}"));
        start(Map.of());
        socketDeviceFake.sendTypedText("我走了");
        socketDeviceFake.awaitReceived("tts sentence_start 再见！");
        socketDeviceFake.awaitReceived("close 1000 goodbye");
    }

    @Test
    void theConsoleTypesASentence() throws Exception {
        model.answers(Answer.says("Typed and heard."));
        start(Map.of());
        socketDeviceFake.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        assertThat(engine.send(new Command.Say(ID, "hello")).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
        assertThat(turn(1).answer().text()).isEqualTo("Typed and heard.");
        assertThat(engine.send(new Command.Say(new DeviceId("nobody"), "hello")).outcome().join()).isInstanceOf(Operation.Outcome.Failed.class);
    }

    @Test
    void oldFirmwaresThingsAreFunctions() throws Exception {
        model.answers(Answer.calls("c1", "Fan_SetSpeed", "{\"speed\":3}"), Answer.says("Whoosh."));
        start(Map.of());
        socketDeviceFake
            .send("{\"type\":\"iot\",\"descriptors\":[{\"name\":\"Fan\",\"methods\":{\"SetSpeed\":{\"parameters\":{\"speed\":{\"type\":\"number\"}}}}}]}");
        socketDeviceFake.sendTypedText("faster");
        assertThat(turn(1).answer().text()).isEqualTo("Whoosh.");
        socketDeviceFake.awaitReceived("[{\"name\":\"Fan\",\"method\":\"SetSpeed\",\"parameters\":{\"speed\":3}}]");
    }

    private void start(Map<String, Object> more) throws Exception {
        Map<String, Object> settings = EngineExtension.conversationWith(model);
        settings.putAll(more);
        engine.start(settings);
        socketDeviceFake = engine.connectWithTools(ID.value());
    }

    private boolean open(ProblemCode code) {
        return engine.open(code);
    }

    private TurnFacts turn(int count) {
        return engine.turn(count);
    }
}
