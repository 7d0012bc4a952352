package earshot.llm;

/// A language model with streaming replies. Safe for use from any thread; one instance serves many devices.
public interface LanguageModel {
    /// Sends a prompt and returns at once, so that [ModelReply#close] can cancel from the start. The answer, and also a failure to connect, is
    /// read from the reply.
    ///
    /// @throws earshot.problem.ProblemException when it is certain before sending that the model cannot be used
    ModelReply ask(Prompt prompt);

    /// Alias and model name for the console, for example `big (big-2)`. Never contains a key.
    String name();

    /// What its requests leave out or name otherwise, because its provider refused it, for people; empty where it took everything.
    default String adapted() {
        return "";
    }
}
