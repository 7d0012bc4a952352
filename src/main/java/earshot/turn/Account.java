package earshot.turn;

import earshot.device.TurnFacts.ToolRun;

/// Where the source of a streamed answer tells what it does, for the stages and the facts of its turn. Safe for use from any thread.
public interface Account {
    /// It is being found out what the person wants.
    void deciding();

    /// A model is being asked.
    ///
    /// @param model its name for the console
    void asked(String model);

    /// The model said something, for the first time since it was asked.
    void answering();

    /// A tool begins to run.
    void running(String tool);

    /// A tool has run, or could not.
    void ran(ToolRun run);

    /// After what is being said now the connection is to be closed: the conversation is over.
    void lastWords();
}
