package earshot.fault.injection;

import module java.base;

import earshot.conversation.ConnectionAssistant;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.turn.Assistant;
import earshot.turn.TurnFactory;

/// Gives a turn the recognizer, the voice and the assistant that the faults of its device demand; the same ones while there are none. A fault that is
/// switched on holds from the next turn on.
public record FaultyTurns(FaultRegistry faults, Time time) {
    /// The parts of the next turn of a device.
    public TurnFactory of(DeviceId device, TurnFactory parts) {
        Faults now = faults.of(device, FaultSide.SERVER);
        if (now.isEmpty()) {
            return parts;
        }
        FaultyStep recognition = step(device, now, FaultKind.RECOGNIZER_SLOW, FaultKind.RECOGNIZER_FAILS);
        FaultyStep speech = step(device, now, FaultKind.VOICE_SLOW, FaultKind.VOICE_FAILS);
        return parts.with(of(device, parts.assistant())).with(recognition.sound() ? parts.recognizer() : new FaultyRecognizer(parts.recognizer(), recognition),
            speech.sound() ? parts.voice() : new FaultyVoice(parts.voice(), speech));
    }

    /// The assistant of a connection.
    public ConnectionAssistant of(DeviceId device, ConnectionAssistant assistant) {
        return new ConnectionAssistant() {
            @Override
            public Optional<Assistant> active() {
                return assistant.active().map(active -> of(device, active));
            }

            @Override
            public Optional<Assistant> farewell(Optional<String> instruction) {
                return assistant.farewell(instruction).map(goodbye -> of(device, goodbye));
            }
        };
    }

    private Assistant of(DeviceId device, Assistant assistant) {
        FaultyStep answer = step(device, faults.of(device, FaultSide.SERVER), FaultKind.MODEL_SLOW, FaultKind.MODEL_FAILS);
        return answer.sound() ? assistant : new FaultyAssistant(assistant, answer);
    }

    private FaultyStep step(DeviceId device, Faults now, FaultKind slow, FaultKind fails) {
        return FaultyStep.of(time, device, now, slow, fails);
    }
}
