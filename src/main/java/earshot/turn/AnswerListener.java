package earshot.turn;

import earshot.turn.TurnFacts.ToolRun;

/// Receives the progress of a streamed answer, for the stages and the facts of its turn. Safe for use from any thread.
public interface AnswerListener {
    /// The intent model is being asked what the person wants.
    void resolvingIntent();

    /// The device is still listing its tools.
    void awaitingTools();

    /// The answering model of this name is being asked.
    void modelAsked(String model);

    /// The model just asked answers instead of another one.
    ///
    /// @param instead what the settings name
    default void modelStandsIn(String used, String instead) {}

    /// The model sent its first token since it was asked.
    void firstTokenReceived();

    void toolStarted(String tool);

    void toolFinished(ToolRun run);

    /// This answer ends the conversation: the connection is to be closed after it.
    void closeAfterAnswer();
}
