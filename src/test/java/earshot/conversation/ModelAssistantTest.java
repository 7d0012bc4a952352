package earshot.conversation;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.RecognitionResult;
import earshot.config.Settings;
import earshot.conversation.ConversationSettings.Intent;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.ListeningSettings;
import earshot.event.LogTextFormatter;
import earshot.llm.ExtraMembers;
import earshot.id.DeviceId;
import earshot.llm.Message;
import earshot.llm.ModelResolution;
import earshot.llm.ModelSettings;
import earshot.llm.ResolutionReason;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.memory.ConversationMemory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.tool.Tool;
import earshot.tool.ToolFailure;
import earshot.tool.ToolSource;
import earshot.turn.AnswerListener;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Emotion;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;
import earshot.turn.TurnFacts.ToolRun;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers by a model: what it is asked, what is spoken of it, and what is remembered.
class ModelAssistantTest {
    private static final AssistantRequest.DeviceInfo KITCHEN = new AssistantRequest.DeviceInfo(new DeviceId("aa:bb"), "Kitchen", ListenState.LISTENING,
        "192.0.2.7", Instant.EPOCH, ConnectionMode.DIALOG_ACTIVE);

    private final TimeFake time = new TimeFake();
    private final ModelFake model = new ModelFake();
    private final ToolsFake tools = new ToolsFake();
    private final List<String> told = new ArrayList<>();
    private final List<ToolRun> runs = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Object> resolved = new ArrayList<>();
    private final MemoryFake memory = new MemoryFake();
    private Settings settings = Settings.defaults().with(ModelSettings.SECTION, new ModelSettings(Map.of(), Optional.of("small"), Map.of()));
    private final ConversationServices services = new ConversationServices(time, ZoneOffset.UTC, () -> settings, memory, ToolSource.none(),
        new LogTextFormatter(() -> 2000), new Problems());
    private final List<Optional<String>> purposes = new ArrayList<>();
    private final ModelAssistant assistant = new ModelAssistant(services, new DeviceId("aa:bb"), purpose -> {
        purposes.add(purpose);
        return new ModelResolution(Optional.of(model), "small", ResolutionReason.OWN_ENTRY, "");
    });

    @Test
    void anAnswerIsSpokenSentenceBySentenceWithItsEmotion() {
        model.says("😊 Hello", " there. How", " are you?");
        SentenceSource answer = ask("hi");
        assertThat(answer.next()).contains(new Sentence("Hello there.", Optional.of(Emotion.HAPPY)));
        assertThat(answer.next()).contains(Sentence.of("How are you?"));
        assertThat(answer.next()).isEmpty();
        assertThat(told).containsExactly("asked small (gpt)", "first token");
        assertThat(purposes.getLast()).as("the mode decides which model").contains("dialog.active");
    }

    @Test
    void theModelGetsPersonaMemoryAndWhatWasSaidBefore() {
        memory.known = Optional.of("Anna likes tea.");
        model.says("Hello.").says("Fine.");
        all(ask("hi"));
        all(ask("how are you"));
        List<Message> messages = model.asked.getLast().messages();
        assertThat(((Message.System) messages.getFirst()).text()).contains("Kitchen", "Anna likes tea.", "14:00");
        assertThat(messages.subList(1, messages.size())).containsExactly(new Message.User("hi"), new Message.Assistant("Hello.", List.of()),
            new Message.User("how are you"));
        memory.known = Optional.empty();
        model.says("Ok.");
        all(ask("and now"));
        assertThat(((Message.System) model.asked.getLast().messages().getFirst()).text()).as("what is forgotten is forgotten at once").doesNotContain("tea");
    }

    @Test
    void aConnectionThatBreaksBeforeAnythingOfTheAnswerWasSpokenIsTriedOnceMore() {
        model.thinksAndCalls("One moment. ", ExtraMembers.NONE, "self_lamp", "{}", ExtraMembers.NONE).fails(cut(), "It").says("It is on.");
        assertThat(all(ask("lamp on"))).containsExactly("One moment.", "It is on.");
        assertThat(tools.calls).as("not run twice").hasSize(1);
        assertThat(model.asked.get(2)).isEqualTo(model.asked.get(1));
        assertThat(model.closed).isEqualTo(3);
    }

    @Test
    void whatWasSaidBeforeACallThatBrokeOffIsNotSaidTwice() {
        model.failsWithinCall(cut(), "One moment. ", "self_lamp")
            .thinksAndCalls("One moment. ", ExtraMembers.NONE, "self_lamp", "{\"on\":true}", ExtraMembers.NONE).says("One moment. It is on.");
        assertThat(all(ask("lamp on"))).containsExactly("One moment.", "One moment.", "It is on.");
        assertThat(tools.calls).containsExactly("self.lamp {\"on\":true}");
        assertThat(model.asked.getLast().messages()).filteredOn(Message.Assistant.class::isInstance).singleElement()
            .satisfies(said -> assertThat(((Message.Assistant) said).text()).isEqualTo("One moment."));
    }

    @Test
    void anAnswerThatHasBegunToBeSpokenOrBreaksTwiceIsNotAskedForAgain() {
        model.fails(cut(), "It is on. And");
        SentenceSource begun = ask("lamp on");
        assertThat(begun.next()).contains(Sentence.of("It is on."));
        assertThatThrownBy(begun::next).isInstanceOf(ProblemException.class);
        model.fails(cut(), "It").fails(cut(), "It");
        assertThatThrownBy(() -> all(ask("lamp on"))).isInstanceOf(ProblemException.class);
        assertThat(model.asked).hasSize(3);
    }

    private static ProblemException cut() {
        return new ProblemException(Problem.of(ProblemCode.PROVIDER_CUT, "small", "reset"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"lamp on, please|There is no tool \"lamp_on\". The tools are: self_lamp", "开灯|没有名为“lamp_on”的工具。可用的工具有：self_lamp"})
    void aToolThatDoesNotExistIsToldInTheLanguageOfTheConversation(String heard, String told) {
        model.calls("lamp_on", "{}").says("Ok.");
        assertThat(all(ask(heard))).containsExactly("Ok.");
        assertThat(((Message.ToolResult) model.asked.getLast().messages().getLast()).text()).startsWith(told);
    }

    @Test
    void onlyWhatWasSaidIsRemembered() {
        model.says("One. Two. Three.").says("Ok.");
        SentenceSource answer = ask("count");
        answer.next();
        answer.close();
        answer.close();
        assertThatThrownBy(() -> {
            answer.next();
            answer.next();
            answer.next();
        }).isInstanceOf(CancellationException.class);
        all(ask("go on"));
        assertThat(model.asked.getLast().messages()).containsOnlyOnce(new Message.Assistant("One.", List.of()));
    }

    @Test
    void anAnswerOfWhichNothingWasSaidLeavesNoTrace() {
        model.says("One.").says("Ok.");
        ask("count").close();
        model.asked.clear();
        all(ask("go on"));
        assertThat(model.asked.getLast().messages()).hasSize(2);
    }

    @Test
    @DisplayName("row 5: a tool runs, its result goes to the model with the call, and the turn goes on")
    void aToolRunsAndTheModelIsAskedAgain() {
        model.calls("self_lamp", "{\"on\":true}").says("The lamp is on.");
        assertThat(all(ask("lamp on"))).containsExactly("The lamp is on.");
        assertThat(tools.calls).containsExactly("self.lamp {\"on\":true}");
        List<Message> second = model.asked.getLast().messages();
        assertThat(second.get(second.size() - 2)).isInstanceOfSatisfying(Message.Assistant.class,
            call -> assertThat(call.calls()).singleElement().satisfies(one -> assertThat(one.name()).isEqualTo("self_lamp")));
        assertThat(second.getLast()).isInstanceOfSatisfying(Message.ToolResult.class, result -> assertThat(result.text()).isEqualTo("done"));
        assertThat(runs).singleElement().satisfies(run -> assertThat(run.failed()).isFalse(), run -> assertThat(run.result()).isEqualTo("done"));
        assertThat(resolved).contains(ProblemCode.TOOL_FAILED);
        assertThat(model.asked.getFirst().toolDefinitions()).extracting(ToolDefinition::name)
            .contains("self_lamp", "get_time", "end_conversation", "change_role").doesNotContain("change_volume");
    }

    @Test
    void whatTheProviderSentWithACallGoesBackInThisTurnOnly() {
        ExtraMembers thoughts = new ExtraMembers(JSON.createObjectNode().put("reasoning_content", "hm"));
        ExtraMembers signature = new ExtraMembers(JSON.createObjectNode().put("signature", "abc"));
        model.thinksAndCalls("One moment.", thoughts, "self_lamp", "{}", signature).says("The lamp is on.").says("Yes.");
        assertThat(all(ask("lamp on"))).containsExactly("One moment.", "The lamp is on.");
        assertThat(model.asked.getLast().messages())
            .contains(new Message.Assistant("One moment.", List.of(new ToolCall("id", "self_lamp", "{}", signature)), thoughts));
        all(ask("is it on"));
        List<Message> later = model.asked.getLast().messages();
        assertThat(later.subList(1, later.size())).as("no call without what belongs to it").containsExactly(new Message.User("lamp on"),
            new Message.Assistant("One moment. The lamp is on.", List.of()), new Message.User("is it on"));
    }

    @ParameterizedTest
    @CsvSource({ "PROVIDER_CUT, Sorry, that did not work. Please try again.",
        "PROVIDER_KEY_REFUSED, 'Sorry, I cannot answer at the moment. Somebody has to look at my settings.'",
        "PROVIDER_HOST_IN_CONTAINER, 'Sorry, I cannot answer at the moment.'",
        "PROVIDER_CERTIFICATE, 'Sorry, I cannot answer at the moment.'", "PROVIDER_PROXY_FAILED, 'Sorry, I cannot answer at the moment.'",
        "PROVIDER_FILTERED, 'Sorry, I may not answer that.'",
        "PROVIDER_MALFORMED, 'Sorry, I cannot answer at the moment.'"})
    void theApologyAsksToTryAgainOnlyWhereThatMayHelp(ProblemCode failure, String words) {
        assertThat(assistant.apology(failure)).hasValueSatisfying(said -> assertThat(said).startsWith(words));
    }

    @Test
    void eachOfSeveralCallsGoesBackWithAResult() {
        model.calls(new ToolCall("a", "self_lamp", "{}"), new ToolCall("b", "end_conversation", "{\"goodbye\":\"Bye.\"}")).says("Next.");
        assertThat(all(ask("lamp on and bye"))).containsExactly("Bye.");
        all(ask("more"));
        assertThat(model.asked.getLast().messages()).contains(new Message.ToolResult("a", "done"), new Message.ToolResult("b", "Bye."));
    }

    @Test
    @DisplayName("rows 21, 49: a tool that fails is a problem of the device and a result for the model")
    void aToolThatFailsIsToldToTheModel() {
        tools.failing = true;
        model.calls("self_lamp", "{}").says("It does not work.");
        assertThat(all(ask("lamp on"))).containsExactly("It does not work.");
        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOOL_FAILED),
            problem -> assertThat(problem.subject()).isEqualTo(new ProblemSubject.Device(new DeviceId("aa:bb"))));
        assertThat(runs.getFirst().failed()).isTrue();
        assertThat(((Message.ToolResult) model.asked.getLast().messages().getLast()).text()).isEqualTo("MCP工具调用失败");
    }

    @Test
    void aToolThatDoesNotExistIsToldToTheModelWhichIsAskedAgain() {
        model.calls("nothing", "{}").says("I cannot do that.");
        assertThat(all(ask("dance"))).containsExactly("I cannot do that.");
        assertThat(((Message.ToolResult) model.asked.getLast().messages().getLast()).text()).contains("nothing", "self_lamp");
        assertThat(problems).as("nobody can do anything about it").isEmpty();
        assertThat(runs).singleElement().satisfies(run -> assertThat(run.failed()).isTrue());
    }

    @Test
    void aModelThatOnlyCallsToolsIsAskedWithoutThemInTheEndAndApologizes() {
        for (int i = 0; i < 7; i++) {
            model.calls("self_lamp", "{}");
        }
        assertThat(all(ask("lamp on"))).containsExactly("Sorry, that did not work. Please try again.");
        assertThat(model.asked).hasSize(7);
        assertThat(model.asked.getLast().toolDefinitions()).isEmpty();
        assertThat(model.asked.get(5).toolDefinitions()).isNotEmpty();
    }

    @Test
    @DisplayName("row 48: what looks like a call and is none is spoken, and the turn says so")
    void aBrokenCallIsSpoken() {
        model.says("<tool_call>", "{\"name\": broken}");
        assertThat(all(ask("lamp on"))).singleElement().asString().contains("broken");
        assertThat(runs.getFirst().note()).hasValueSatisfying(note -> assertThat(note).startsWith("not a tool call"));
    }

    @Test
    void sayingGoodbyeEndsTheConversationAfterTheAnswer() {
        model.calls("end_conversation", "{\"goodbye\":\"Bye bye!\"}").calls("end_conversation", "{}");
        assertThat(all(ask("bye"))).containsExactly("Bye bye!");
        assertThat(told).contains("close");
        assertThat(all(ask("bye"))).as("a goodbye of its own").containsExactly("Goodbye, talk to you soon.");
    }

    @Test
    void aRoleHoldsFromThenOnUntilItIsTakenBack() {
        model.calls("change_role", "{\"role\":\"a pirate\"}").says("Ahoy!").says("Arr.").calls("change_role", "{\"role\":\" \"}").says("Hello.");
        all(ask("be a pirate"));
        all(ask("hello"));
        assertThat(system()).contains("play this role: a pirate");
        all(ask("stop it"));
        assertThat(system()).doesNotContain("pirate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"to\":30}|30", "{\"to\":300}|100", "{\"to\":-5}|0", "{\"by\":20}|90", "{\"by\":-20}|50", "{\"by\":-200}|0",
        "{}|80", "{\"by\":2147483647}|100", "{\"to\":1e12}|100", "{\"by\":-2147483648}|0", "{\"to\":\"loud\"}|80" })
    void theVolumeStaysBetweenNothingAndAll(String arguments, int percent) {
        tools.volume = OptionalInt.of(70);
        model.calls("change_volume", arguments).says("Done.");
        all(ask("louder"));
        assertThat(tools.calls).last().isEqualTo("self.audio_speaker.set_volume {\"volume\":" + percent + "}");
        assertThat(((Message.ToolResult) model.asked.getLast().messages().getLast()).text()).isEqualTo("The volume is " + percent + " percent now.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exit!", "exit", "退出", "关闭。"})
    void anExitCommandEndsWithoutAModel(String words) {
        exitCommands("exit", "退出", "关闭");
        assertThat(all(ask(words))).hasSize(1);
        assertThat(told).containsExactly("close");
        assertThat(model.asked).isEmpty();
    }

    @Test
    void wordsThatOnlyContainAnExitCommandAreAQuestion() {
        exitCommands("exit");
        model.says("Over there.");
        assertThat(all(ask("where is the exit"))).containsExactly("Over there.");
    }

    @ParameterizedTest
    @EnumSource(Intent.class)
    void whoFindsOutWhatIsWantedIsASetting(Intent intent) {
        settings = settings.with(ConversationSettings.SECTION, new ConversationSettings(Optional.empty(), Map.of(), intent));
        switch (intent) {
            case FUNCTION_CALL, NOINTENT -> model.says("Hello.");
            case INTENT_LLM -> model.says("{\"function_call\":{\"name\":\"self_lamp\",\"arguments\":{\"on\":true}}}").says("Hello.");
        }
        assertThat(all(ask("lamp on"))).containsExactly("Hello.");
        assertThat(model.asked.getLast().toolDefinitions().isEmpty()).isEqualTo(intent != Intent.FUNCTION_CALL);
        assertThat(tools.calls).hasSize(intent == Intent.INTENT_LLM ? 1 : 0);
        if (intent == Intent.INTENT_LLM) {
            assertThat(told).startsWith("intent", "tool self_lamp");
            assertThat(model.asked.getLast().messages().getLast()).as("the result as plain text").isEqualTo(new Message.User("lamp on\n\n[self_lamp: done]"));
        }
    }

    @Test
    void withoutAConfiguredModelItIsNotActive() {
        assertThat(assistant.active()).isPresent();
        settings = Settings.defaults();
        assertThat(assistant.active()).isEmpty();
        assertThat(assistant.farewell(Optional.of("say goodbye"))).isEmpty();
    }

    @Test
    @DisplayName("section 3.5: the farewell is the model's, of three sentences at most, or a fixed one when it does not come")
    void theFarewellIsTheModelsOrAFixedOne() {
        model.says("One. Two. Three. Four.");
        assertThat(all(farewell(Optional.of("Say goodbye.")))).containsExactly("One.", "Two.", "Three.");
        assertThat(model.asked.getLast().messages().getLast()).isEqualTo(new Message.User("Say goodbye."));
        assertThat(purposes.getLast()).contains("chat");
        String fixed = "It has been quiet for a while. Goodbye, talk to you soon.";
        assertThat(all(farewell(Optional.empty()))).containsExactly(fixed);
        model.fails(new ProblemException(Problem.of(ProblemCode.PROVIDER_CUT, "small", "reset")));
        assertThat(all(farewell(Optional.of("Say goodbye.")))).containsExactly(fixed);
        model.hangs(() -> time.advance(Duration.ofSeconds(5)));
        assertThat(all(farewell(Optional.of("Say goodbye.")))).containsExactly(fixed);
        model.says("");
        assertThat(all(farewell(Optional.of("Say goodbye.")))).containsExactly(fixed);
    }

    @Test
    void aFarewellThatBreaksOffKeepsWhatWasSaid() {
        model.fails(new ProblemException(Problem.of(ProblemCode.PROVIDER_CUT, "small", "reset")), "Well, good night. And", " then");
        assertThat(all(farewell(Optional.of("Say goodbye.")))).containsExactly("Well, good night.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Jarvis|I am here.", "jarvis!|I am here.", "你好，小智。|我在。", "Hi ESP|I am here."})
    void aWakeWordIsGreetedWithoutAModel(String words, String greeting) {
        assertThat(all(ask(words))).containsExactly(greeting);
        assertThat(model.asked).isEmpty();
    }

    private void exitCommands(String... words) {
        ListeningSettings before = settings.of(ListeningSettings.SECTION);
        settings = settings.with(ListeningSettings.SECTION, new ListeningSettings(before.timeout(), before.vadFallback(), before.manualFallback(),
            before.sttMessage(), before.wakeupWords(), before.greetOnWakeup(), List.of(words)));
    }

    private String system() {
        return ((Message.System) model.asked.getLast().messages().getFirst()).text();
    }

    private SentenceSource ask(String words) {
        return begin(assistant, words);
    }

    private SentenceSource farewell(Optional<String> instruction) {
        return begin(assistant.farewell(instruction).orElseThrow(), "");
    }

    private SentenceSource begin(Assistant asked, String words) {
        AssistantAnswer answer = asked.answer(new AssistantRequest(Optional.empty(), new RecognitionResult(words, 1), KITCHEN, tools)).join();
        return ((AssistantAnswer.Stream) answer).begin().apply(new AnswerListenerFake());
    }

    private static List<String> all(SentenceSource answer) {
        List<String> spoken = new ArrayList<>();
        try (answer) {
            for (Optional<Sentence> sentence = answer.next(); sentence.isPresent(); sentence = answer.next()) {
                spoken.add(sentence.get().text());
            }
        }
        return spoken;
    }

    private final class AnswerListenerFake implements AnswerListener {
        @Override
        public void resolvingIntent() {
            told.add("intent");
        }

        @Override
        public void awaitingTools() {
            told.add("awaiting tools");
        }

        @Override
        public void modelAsked(String name) {
            told.add("asked " + name);
        }

        @Override
        public void firstTokenReceived() {
            told.add("first token");
        }

        @Override
        public void toolStarted(String tool) {
            told.add("tool " + tool);
        }

        @Override
        public void toolFinished(ToolRun run) {
            runs.add(run);
        }

        @Override
        public void closeAfterAnswer() {
            told.add("close");
        }
    }

    /// A lamp, and a loudspeaker where there is one.
    private static final class ToolsFake implements ToolSource {
        final List<String> calls = new ArrayList<>();
        OptionalInt volume = OptionalInt.empty();
        boolean failing;

        @Override
        public List<Tool> list() {
            Stream<String> names = volume.isPresent() ? Stream.of("self.lamp", "self.get_device_status", "self.audio_speaker.set_volume")
                : Stream.of("self.lamp");
            return names.map(name -> new Tool(name, "", "{}", false)).toList();
        }

        @Override
        public CompletableFuture<String> call(String name, JsonNode arguments) {
            calls.add(name + " " + arguments);
            return failing ? CompletableFuture.failedFuture(new ToolFailure("the lamp is broken"))
                : CompletableFuture.completedFuture(name.contains("status") ? "{\"audio_speaker\":{\"volume\":" + volume.getAsInt() + "}}" : "done");
        }
    }

    private static final class MemoryFake implements ConversationMemory {
        Optional<String> known = Optional.empty();

        @Override
        public Optional<String> recall(DeviceId device) {
            return known;
        }

        @Override
        public void remember(DeviceId device, List<Message> dialogue) {}
    }

    private final class Problems implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            resolved.add(code);
        }
    }
}
