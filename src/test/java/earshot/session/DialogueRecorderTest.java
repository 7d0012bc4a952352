package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.llm.Message;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.Test;

class DialogueRecorderTest {
    private final DialogueRecorder dialogue = new DialogueRecorder();

    @Test
    void keepsWhatAModelAnswered() {
        dialogue.record(turn(1, "who are you", "I am Earshot.", "big"));
        assertThat(dialogue.messages()).containsExactly(new Message.User("who are you"), new Message.Assistant("I am Earshot.", List.of()));
    }

    @Test
    void aCaptionOfTheEchoIsNoAnswer() {
        dialogue.record(turn(1, "who are you", "Echo 1.4 s", ""));
        dialogue.record(turn(2, "is anybody there", "You said: is anybody there", ""));
        assertThat(dialogue.messages()).containsExactly(new Message.User("who are you"), new Message.User("is anybody there"));
    }

    @Test
    void longTurnsPushOutTheOldest() {
        for (int i = 0; i < 50; i++) {
            dialogue.record(turn(i, i + "x".repeat(100_000), "y".repeat(100_000), "big"));
        }
        assertThat(dialogue.messages().stream().mapToInt(message -> message.toString().length()).sum()).isLessThan(DialogueRecorder.MAX_CHARACTERS + 1_000);
        assertThat(dialogue.messages().getLast().toString()).contains("yyy");
    }

    private static TurnFacts turn(long second, String heard, String answered, String model) {
        return new TurnFacts(Instant.ofEpochSecond(second), new TurnFacts.Transcript(heard, OptionalDouble.empty(), ""),
            new TurnFacts.Answer(answered, Optional.of(model).filter(name -> !name.isEmpty()), Optional.empty(), List.of()),
            TurnFacts.Outcome.DONE, List.of(), Optional.empty());
    }
}
