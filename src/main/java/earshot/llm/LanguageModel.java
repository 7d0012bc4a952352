package earshot.llm;

/// A model that continues a conversation, streaming. Safe for use from any thread; one instance serves many devices.
public interface LanguageModel {
    /// Asks. Returns when the provider has taken the question; what it says is read from the reply. For virtual threads only.
    ///
    /// @throws earshot.problem.ProblemException when it cannot be asked; the problem says what, why and what to do
    Reply ask(Prompt prompt);

    /// Alias and model name for the console, for example `big (big-2)`. Never a key.
    String name();
}
