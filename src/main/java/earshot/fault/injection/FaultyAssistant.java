package earshot.fault.injection;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;

/// An assistant that answers late, or not.
///
/// @param apology spoken where the assistant has none of its own
record FaultyAssistant(Assistant assistant, FaultyStep step, Supplier<String> apology) implements Assistant {
    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest request) {
        return step.run(() -> assistant.answer(request));
    }

    @Override
    public List<String> expectedSentences() {
        return assistant.expectedSentences();
    }

    @Override
    public boolean needsText() {
        return assistant.needsText();
    }

    @Override
    public Duration recognitionPatience() {
        return assistant.recognitionPatience();
    }

    @Override
    public Optional<String> apology(ProblemCode failure) {
        return assistant.apology(failure).or(() -> Optional.of(apology.get()));
    }

    @Override
    public String name() {
        return assistant.name();
    }
}
