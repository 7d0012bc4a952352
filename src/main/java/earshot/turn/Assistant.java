package earshot.turn;

import module java.base;

import earshot.problem.ProblemCode;

/// Who answers what a person said. Implementations are in the conversation package. Safe for use from any thread.
public interface Assistant {
    /// Answers one utterance. The future fails with [earshot.problem.ProblemException] when there is no answer.
    CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest);

    /// The sentences it understands, for a recognizer that works with a fixed list; empty for free speech.
    default List<String> expectedSentences() {
        return List.of();
    }

    /// Whether the answer needs the text of the utterance. If not, recognition runs in parallel and its text is only shown.
    boolean needsText();

    /// How long an answer that does not need the text still waits for it, so that the device can show the text before the answer.
    default Duration recognitionPatience() {
        return Duration.ZERO;
    }

    /// Spoken when the turn failed in this way; empty ends the turn without a word.
    default Optional<String> apology(ProblemCode failure) {
        return Optional.empty();
    }

    String name();
}
