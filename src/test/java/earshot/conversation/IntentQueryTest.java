package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.llm.Message;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntentQueryTest {
    private static final ToolDefinition LAMP = new ToolDefinition("lamp", "Switches the lamp.", "{\"properties\":{\"on\":\"boolean\"}}");
    private static final ToolDefinition TIME = new ToolDefinition("get_time", "Tells the time.", "{}");
    private final TimeFake time = new TimeFake();
    private final ModelFake model = new ModelFake();
    private final OpenReply reply = new OpenReply();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"function_call\": {\"name\": \"lamp\", \"arguments\": {\"on\": true}}}|{\"on\":true}",
        "{\"name\":\"lamp\",\"arguments\":\"{\\\"on\\\":true}\"}|{\"on\":true}",
        "Sure! ```json {\"function_call\":{\"name\":\"lamp\"}} ``` Done.|''", "{\"function_call\":{\"name\":\"lamp\",\"arguments\":null}}|''"})
    void aWantedToolIsReadFromWhateverSurroundsIt(String answer, String arguments) {
        ToolCall call = ask(model.says(answer.substring(0, 5), answer.substring(5))).orElseThrow();
        assertThat(call.name()).isEqualTo("lamp");
        assertThat(call.arguments()).isEqualTo(arguments.equals("''") ? "" : arguments);
        assertThat(call.id()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "no", "{\"function_call\":{\"name\":\"continue_chat\"}}", "{\"function_call\":{\"name\":\"unknown\"}}",
        "{\"function_call\":{\"name\":5}}", "{\"function_call\":[]}", "{broken", "}{", "[]", "{\"function_call\":{\"name\":\"lamp\"" })
    void anythingElseGoesOnWithTheConversation(String answer) {
        assertThat(ask(model.says(answer))).isEmpty();
        assertThat(reply.isOpen()).as("the reply is free for the next question").isFalse();
    }

    @Test
    void theModelIsToldTheToolsAndWhatWasSaidJustBefore() {
        ask(model.says("{}"));
        assertThat(model.asked.getFirst().toolDefinitions()).as("asked as text").isEmpty();
        assertThat(model.asked.getFirst().messages()).hasSize(2);
        assertThat(((Message.System) model.asked.getFirst().messages().getFirst()).text()).contains(
            "- lamp: Switches the lamp. Arguments: {\"on\":\"boolean\"}", "- get_time: Tells the time. Arguments: none",
            "Person: Is it dark?\n", "Assistant: Yes, it is.\n");
        assertThat(model.asked.getFirst().messages().getLast()).isEqualTo(new Message.User("turn it on"));
    }

    @Test
    void aModelThatDoesNotAnswerInTimeIsNotWaitedFor() {
        assertThat(ask(model.hangs(() -> time.advance(Duration.ofSeconds(3))))).isEmpty();
        assertThat(model.closed).isEqualTo(1);
        assertThat(reply.closed()).as("only this question is over, not the answer").isFalse();
    }

    @Test
    void aModelThatFailsIsNoReasonToStop() {
        assertThat(ask(model.fails(new ProblemException(Problem.of(ProblemCode.PROVIDER_CUT, "small", "reset")), "{\"function_call\":"))).isEmpty();
        assertThat(reply.isOpen()).isFalse();
    }

    @Test
    void anInterruptionEndsTheQuestionAndIsPassedOn() {
        assertThatThrownBy(() -> ask(model.hangs(reply::close))).isInstanceOf(CancellationException.class);
    }

    @Test
    void anEndlessAnswerIsCut() {
        String[] endless = new String[200];
        Arrays.fill(endless, "x".repeat(1_000));
        assertThat(ask(model.says(endless))).isEmpty();
    }

    private Optional<ToolCall> ask(ModelFake model) {
        return new IntentQuery("turn it on", List.of(new Message.User("Is it dark?"), new Message.Assistant("Yes, it is.", List.of())), List.of(LAMP, TIME))
            .ask(model, reply, time);
    }
}
