package earshot.turn;

import module java.base;

import earshot.problem.ProblemCode;

/// An assistant that changes how another one answers, and is like it in everything else.
public interface ForwardingAssistant extends Assistant {
    /// The other one.
    Assistant assistant();

    @Override
    default List<String> expectedSentences() {
        return assistant().expectedSentences();
    }

    @Override
    default boolean needsText() {
        return assistant().needsText();
    }

    @Override
    default Duration recognitionPatience() {
        return assistant().recognitionPatience();
    }

    @Override
    default Optional<String> apology(ProblemCode failure) {
        return assistant().apology(failure);
    }

    @Override
    default String name() {
        return assistant().name();
    }
}
