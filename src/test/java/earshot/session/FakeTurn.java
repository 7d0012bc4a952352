package earshot.session;

import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.time.Time;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Utterance;
import earshot.wire.Outbound.Tts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A turn that a test controls.
final class FakeTurn implements Turn {
    final Optional<Utterance> utterance;
    final Optional<String> said;
    final Speaker speaker;
    final TurnRules rules;
    volatile boolean speaking;
    volatile boolean aborted;
    volatile Queued queued = Queued.NOTHING;
    private final Time time;

    FakeTurn(Time time, Optional<Utterance> utterance, Optional<String> said, TurnRules rules, Speaker speaker) {
        this.time = time;
        this.utterance = utterance;
        this.said = said;
        this.rules = rules;
        this.speaker = speaker;
    }

    boolean start() {
        speaking = true;
        return speaker.send(Tts.of(Tts.State.START, rules.sessionId()));
    }

    void stop() {
        speaking = false;
        speaker.send(Tts.of(Tts.State.STOP, rules.sessionId()));
    }

    void over(TurnFacts.Outcome outcome) {
        speaker.over(new TurnFacts(time.now(), "heard", OptionalDouble.empty(), "", "", outcome, List.of()));
    }

    @Override
    public boolean speaking() {
        return speaking;
    }

    @Override
    public Queued queued() {
        return queued;
    }

    @Override
    public void abort(Cause cause, long heardNanos) {
        if (!aborted) {
            aborted = true;
            queued = new Queued(0, 1); // nothing a stopped turn should have, so that it is seen who was asked
            if (speaking) {
                stop();
            }
            over(TurnFacts.Outcome.INTERRUPTED);
        }
    }
}
