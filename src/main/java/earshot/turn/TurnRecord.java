package earshot.turn;

import earshot.audio.Speech;
import earshot.device.TurnFacts;
import java.util.Optional;

/// A finished turn as it is kept in the [TurnLog].
///
/// @param number counts the turns of this run of the program, from 1
/// @param deviceId the normalised id
/// @param device the name that a person gave it, else its id
/// @param assistant name of the assistant that answered
/// @param voice name of the voice
/// @param heard the audio of the microphone, 16 kHz; empty when the person typed or the audio was dropped
/// @param spoken the audio sent, at the device's rate; empty when there was none or it was dropped
public record TurnRecord(long number, String deviceId, String device, String assistant, String voice, TurnFacts facts, Optional<Speech> heard, Optional<Speech> spoken) {
    TurnRecord silent() {
        return heard.isEmpty() && spoken.isEmpty() ? this : new TurnRecord(number, deviceId, device, assistant, voice, facts, Optional.empty(), Optional.empty());
    }

    int bytes() {
        return bytes(heard) + bytes(spoken);
    }

    private static int bytes(Optional<Speech> sound) {
        return sound.map(speech -> speech.pcm().length * Short.BYTES).orElse(0);
    }
}
