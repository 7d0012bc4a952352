package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.TimeFake;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import org.junit.jupiter.api.Test;

class FaultyAssistantTest {
    private static final AssistantAnswer ANSWER = new AssistantAnswer.Silence();
    private static final AssistantRequest REQUEST = new AssistantRequest(Optional.empty(), new RecognitionResult("hello", 1), null, null);

    private final TimeFake time = new TimeFake();
    private final List<AssistantRequest> asked = new ArrayList<>();

    @Test
    void anAnswerComesLateAndIsTheAssistantsOwn() {
        CompletableFuture<AssistantAnswer> answer = faulty(Duration.ofSeconds(2), Optional.empty()).answer(REQUEST);
        time.advance(Duration.ofMillis(1_999));
        assertThat(asked).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(asked).containsExactly(REQUEST);
        assertThat(answer).isCompletedWithValue(ANSWER);
    }

    @Test
    void anAssistantThatFailsIsNotAsked() {
        CompletableFuture<AssistantAnswer> answer = faulty(Duration.ZERO, Optional.of(Fault.usual(FaultKind.MODEL_FAILS))).answer(REQUEST);
        time.advance(Duration.ZERO);
        assertThat(answer.exceptionNow()).isInstanceOf(ProblemException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void allElseIsAsTheAssistantHasIt() {
        Assistant faulty = faulty(Duration.ofSeconds(2), Optional.of(Fault.usual(FaultKind.MODEL_FAILS)));
        assertThat(faulty.expectedSentences()).containsExactly("light on", "light off");
        assertThat(faulty.needsText()).isTrue();
        assertThat(faulty.recognitionPatience()).isEqualTo(Duration.ofMillis(350));
        assertThat(faulty.apology(ProblemCode.FAULT_ON)).contains("sorry for FAULT_ON");
        assertThat(faulty.name()).isEqualTo("assistant");
        assertThat(time.waiting()).isZero();
    }

    private Assistant faulty(Duration delay, Optional<Fault> failure) {
        return new FaultyAssistant(new AssistantFake(), new FaultyStep(time, new DeviceId("aa"), delay, failure), () -> "sorry");
    }

    private final class AssistantFake implements Assistant {
        @Override
        public CompletableFuture<AssistantAnswer> answer(AssistantRequest request) {
            asked.add(request);
            return CompletableFuture.completedFuture(ANSWER);
        }

        @Override
        public List<String> expectedSentences() {
            return List.of("light on", "light off");
        }

        @Override
        public boolean needsText() {
            return true;
        }

        @Override
        public Duration recognitionPatience() {
            return Duration.ofMillis(350);
        }

        @Override
        public Optional<String> apology(ProblemCode failure) {
            return Optional.of("sorry for " + failure);
        }

        @Override
        public String name() {
            return "assistant";
        }
    }
}
