package earshot.fault.injection;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.ForwardingAssistant;

/// An assistant that answers late, or not.
///
/// @param apology spoken where the assistant has none of its own
record FaultyAssistant(Assistant assistant, FaultyStep step, Supplier<String> apology) implements ForwardingAssistant {
    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest request) {
        return step.run(() -> assistant.answer(request));
    }

    @Override
    public Optional<String> apology(ProblemCode failure) {
        return assistant.apology(failure).or(() -> Optional.of(apology.get()));
    }
}
