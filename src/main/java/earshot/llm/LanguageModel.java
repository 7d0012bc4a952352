package earshot.llm;

/// A model that continues a conversation, streaming. Safe for use from any thread; one instance serves many devices.
public interface LanguageModel {
    /// Asks, and returns while the question is still on its way, so that [Reply#close] can cancel from the very start. What the
    /// provider says, and also that it cannot be reached, is read from the reply.
    ///
    /// @throws earshot.problem.ProblemException when it is plain before asking that it cannot be asked
    Reply ask(Prompt prompt);

    /// Alias and model name for the console, for example `big (big-2)`. Never a key.
    String name();
}
