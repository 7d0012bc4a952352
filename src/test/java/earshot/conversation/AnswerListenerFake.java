package earshot.conversation;

import module java.base;

import earshot.turn.AnswerListener;
import earshot.turn.TurnFacts.ToolRun;

/// Keeps which model was asked, that it began to answer, and that the conversation is to be closed.
final class AnswerListenerFake implements AnswerListener {
    final List<String> told = new ArrayList<>();

    @Override
    public void resolvingIntent() {}

    @Override
    public void awaitingTools() {}

    @Override
    public void modelAsked(String model) {
        told.add("asked " + model);
    }

    @Override
    public void firstTokenReceived() {
        if (!told.contains("first token")) {
            told.add("first token");
        }
    }

    @Override
    public void toolStarted(String tool) {}

    @Override
    public void toolFinished(ToolRun run) {}

    @Override
    public void closeAfterAnswer() {
        told.add("close after answer");
    }
}
