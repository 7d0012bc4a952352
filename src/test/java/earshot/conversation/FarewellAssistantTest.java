package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.event.LogTextFormatter;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.ModelResolution;
import earshot.llm.ModelSettings;
import earshot.llm.ResolutionReason;
import earshot.memory.ConversationMemoryFake;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSinkFake;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.tool.ToolSource;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Sentence;
import earshot.turn.SentenceSource;
import org.junit.jupiter.api.Test;

/// What is said to a person who has been silent for long, whatever the model does.
class FarewellAssistantTest {
    private static final ProblemException CUT = new ProblemException(
        Problem.of(ProblemCode.PROVIDER_CUT, new ProblemSubject.Setting("LLM.small.base_url"), "small", "reset"));

    private final TimeFake time = new TimeFake();
    private final ModelFake model = new ModelFake();
    private final AnswerListenerFake listener = new AnswerListenerFake();
    private final List<String> purposes = new ArrayList<>();
    private Optional<LanguageModel> answering = Optional.of(model);
    private final Settings settings = Settings.defaults().with(ModelSettings.SECTION, new ModelSettings(Map.of(), Optional.of("small"), Map.of()));
    private final ModelAssistant assistant = new ModelAssistant(
        new ConversationServices(time, ZoneOffset.UTC, () -> settings, new ConversationMemoryFake(), ToolSource.none(), new LogTextFormatter(() -> 2000),
            new ProblemSinkFake()),
        new DeviceId("aa:bb"), purpose -> {
            purposes.add(purpose.orElse(""));
            return new ModelResolution(answering, "small", ResolutionReason.OWN_ENTRY, "");
        });

    @Test
    void theChatModelAnswersTheInstructionAndItsSentencesAreSpoken() {
        model.says("Sleep ", "well. See you", " soon!");
        assertThat(all(farewell(Optional.of("Say goodbye in one sentence.")))).containsExactly("Sleep well.", "See you soon!");
        assertThat(listener.told).containsExactly("asked small (gpt)", "first token");
        assertThat(purposes).contains("chat");
        assertThat(model.asked.getLast().messages().getLast()).isEqualTo(new Message.User("Say goodbye in one sentence."));
        assertThat(model.asked.getLast().toolDefinitions()).isEmpty();
    }

    @Test
    void atMostThreeSentencesAreSpoken() {
        model.says("One. Two. Three. Four. Five.");
        assertThat(all(farewell(Optional.of("Bye")))).containsExactly("One.", "Two.", "Three.");
    }

    @Test
    void withoutAnInstructionOrAModelOneSentenceIsSpokenAndNobodyIsAsked() {
        List<String> fixed = all(farewell(Optional.empty()));
        assertThat(fixed).containsExactly(assistant.farewellSentence());
        SentenceSource farewell = farewell(Optional.of("Bye"));
        answering = Optional.empty();
        assertThat(all(farewell)).isEqualTo(fixed);
        assertThat(model.asked).isEmpty();
        assertThat(listener.told).isEmpty();
    }

    @Test
    void aModelThatSaysNothingOrFailsIsReplacedByTheSentence() {
        model.says().says("  \n").fails(CUT);
        for (int i = 0; i < 3; i++) {
            assertThat(all(farewell(Optional.of("Bye")))).containsExactly(assistant.farewellSentence());
        }
        assertThat(model.asked).hasSize(3);
    }

    @Test
    void whatWasSaidBeforeItFailedIsNotRepeated() {
        model.fails(CUT, "Sleep well. ", "See");
        assertThat(all(farewell(Optional.of("Bye")))).containsExactly("Sleep well.");
    }

    @Test
    void aModelThatHangsIsGivenFiveSeconds() {
        model.hangs(() -> {
            time.advance(Duration.ofMillis(4_999));
            assertThat(model.closed).isZero();
            time.advance(Duration.ofMillis(1));
            assertThat(model.closed).isEqualTo(1);
        });
        assertThat(all(farewell(Optional.of("Bye")))).containsExactly(assistant.farewellSentence());
    }

    @Test
    void whoIsInterruptedIsNotToldGoodbye() {
        SentenceSource farewell = farewell(Optional.of("Bye"));
        model.hangs(farewell::close);
        assertThatThrownBy(farewell::next).isInstanceOf(CancellationException.class);
    }

    @Test
    void thePersonNeedNotHaveSaidAnything() {
        assertThat(assistant.farewell(Optional.of("Bye")).orElseThrow().needsText()).isFalse();
        answering = Optional.empty();
        assertThat(new ModelAssistant(
            new ConversationServices(time, ZoneOffset.UTC, Settings::defaults, new ConversationMemoryFake(), ToolSource.none(),
                new LogTextFormatter(() -> 2000), new ProblemSinkFake()),
            new DeviceId("aa"), _ -> new ModelResolution(Optional.empty(), "", ResolutionReason.NONE, "")).farewell(Optional.of("Bye")))
            .as("without any model another assistant says it").isEmpty();
    }

    private SentenceSource farewell(Optional<String> instruction) {
        Assistant farewell = assistant.farewell(instruction).orElseThrow();
        AssistantRequest request = new AssistantRequest(Optional.empty(), new RecognitionResult("", 1),
            new AssistantRequest.DeviceInfo(new DeviceId("aa:bb"), "Kitchen", ListenState.LISTENING, "192.0.2.7", Instant.EPOCH, ConnectionMode.DIALOG_ACTIVE),
            ToolSource.none());
        return ((AssistantAnswer.Stream) farewell.answer(request).join()).begin().apply(listener);
    }

    private static List<String> all(SentenceSource source) {
        List<String> sentences = new ArrayList<>();
        for (Optional<Sentence> next = source.next(); next.isPresent(); next = source.next()) {
            sentences.add(next.get().text());
        }
        return sentences;
    }
}
