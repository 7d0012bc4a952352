package earshot.session;

import module java.base;

import earshot.turn.TurnFacts;

/// Learns how much of an announcement was begun.
///
/// @param next learns everything as well
/// @param sentences of the announcement
record AnnouncementOutput(TurnOutput.OutputListener next, int sentences, IntConsumer ended) implements TurnOutput.OutputListener {
    @Override
    public void speakingChanged(TurnOutput output, boolean now) {
        next.speakingChanged(output, now);
    }

    @Override
    public void turnUpdated(TurnOutput output, TurnFacts facts) {
        next.turnUpdated(output, facts);
    }

    @Override
    public void turnEnded(TurnOutput output, TurnFacts facts) {
        next.turnEnded(output, facts);
        ended.accept(facts.outcome() == TurnFacts.Outcome.DONE ? sentences : Math.min(sentences, output.sentences()));
    }
}
