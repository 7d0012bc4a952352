package earshot.session;

import module java.base;

import earshot.time.Time;
import earshot.turn.DeviceOutput;
import earshot.turn.Turn;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.turn.TurnInput;
import earshot.turn.TurnOptions;
import earshot.wire.OutboundMessage.Tts;

/// A turn that a test controls.
final class TurnFake implements Turn {
    final Optional<TurnInput> turnInput;
    final Optional<String> said;
    final DeviceOutput deviceOutput;
    final TurnOptions rules;
    volatile boolean speaking;
    volatile boolean aborted;
    volatile Queued queued = Queued.NOTHING;
    private final Time time;

    TurnFake(Time time, Optional<TurnInput> turnInput, Optional<String> said, TurnOptions rules, DeviceOutput deviceOutput) {
        this.time = time;
        this.turnInput = turnInput;
        this.said = said;
        this.rules = rules;
        this.deviceOutput = deviceOutput;
    }

    boolean start() {
        speaking = true;
        return deviceOutput.send(Tts.of(Tts.TtsState.START, rules.sessionId()));
    }

    void stop() {
        speaking = false;
        deviceOutput.send(Tts.of(Tts.TtsState.STOP, rules.sessionId()));
    }

    void over(TurnFacts.Outcome outcome) {
        over(outcome, "");
    }

    void over(TurnFacts.Outcome outcome, String answer) {
        deviceOutput.turnEnded(new TurnFacts(time.now(), new TurnFacts.Transcript("heard", OptionalDouble.empty(), ""), TurnFacts.Answer.withoutModel(answer),
            outcome, List.of(), Optional.empty()));
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
