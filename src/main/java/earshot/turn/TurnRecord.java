package earshot.turn;

import earshot.audio.PcmAudio;
import earshot.id.DeviceId;
import java.util.Optional;

/// A turn as it is kept in the [TurnLog].
///
/// @param number counts the turns of this run of the program from 1, in the order of their starts
/// @param deviceId the normalized id
/// @param device the name that a person had given it by then, else its id
/// @param userAudio the audio of the microphone, 16 kHz; empty when the person typed or the audio was dropped
/// @param answerAudio the audio sent, at the device's rate; empty when there was none or it was dropped
public record TurnRecord(long number, DeviceId deviceId, String device, String assistant, String voice, TurnFacts facts, Optional<PcmAudio> userAudio,
    Optional<PcmAudio> answerAudio) {
    /// The same turn under the name that its device has by now.
    public TurnRecord named(String name) {
        return name.equals(device) ? this : new TurnRecord(number, deviceId, name, assistant, voice, facts, userAudio, answerAudio);
    }

    TurnRecord withoutAudio() {
        return userAudio.isEmpty() && answerAudio.isEmpty() ? this
            : new TurnRecord(number, deviceId, device, assistant, voice, facts, Optional.empty(), Optional.empty());
    }

    int bytes() {
        return bytes(userAudio) + bytes(answerAudio);
    }

    private static int bytes(Optional<PcmAudio> sound) {
        return sound.map(pcmAudio -> pcmAudio.pcm().length * Short.BYTES).orElse(0);
    }
}
