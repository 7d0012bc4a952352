package earshot.fault.injection;

import module java.base;

import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.llm.ModelResolution;
import earshot.time.Time;
import earshot.turn.TurnFactory;

/// Gives a turn the recognizer, the voice, the assistant and the models that the faults of its device demand; the same ones while there are none. A fault
/// that is switched on holds from the next turn on.
///
/// @param apology what a device hears instead of an answer of a built-in assistant, which has no model that could fail
public record FaultyTurns(FaultRegistry faults, Time time, Function<DeviceId, String> apology) {
    /// The parts of the next turn of a device.
    public TurnFactory of(DeviceId device, TurnFactory parts) {
        Faults now = faults.of(device, FaultSide.SERVER);
        if (now.isEmpty()) {
            return parts;
        }
        FaultyStep recognition = step(device, now, FaultKind.RECOGNIZER_SLOW, FaultKind.RECOGNIZER_FAILS);
        FaultyStep speech = step(device, now, FaultKind.VOICE_SLOW, FaultKind.VOICE_FAILS);
        FaultyStep answer = answer(device);
        return parts.with(answer.sound() ? parts.assistant() : new FaultyAssistant(parts.assistant(), answer, () -> apology.apply(device)))
            .with(recognition.sound() ? parts.recognizer() : new FaultyRecognizer(parts.recognizer(), recognition),
                speech.sound() ? parts.voice() : new FaultyVoice(parts.voice(), speech));
    }

    /// Resolves the models of a device.
    public Function<Optional<String>, ModelResolution> of(DeviceId device, Function<Optional<String>, ModelResolution> models) {
        return purpose -> {
            ModelResolution found = models.apply(purpose);
            FaultyStep answer = answer(device);
            return answer.sound() ? found : found.with(model -> new FaultyModel(model, answer));
        };
    }

    private FaultyStep answer(DeviceId device) {
        return step(device, faults.of(device, FaultSide.SERVER), FaultKind.MODEL_SLOW, FaultKind.MODEL_FAILS);
    }

    private FaultyStep step(DeviceId device, Faults now, FaultKind slow, FaultKind fails) {
        return FaultyStep.of(time, device, now, slow, fails);
    }
}
