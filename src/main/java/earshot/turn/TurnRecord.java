package earshot.turn;

import earshot.audio.Speech;
import earshot.device.TurnFacts;
import java.util.Optional;

/// A finished turn as it is kept for looking back.
///
/// @param number counts the turns of this run of the program, from 1
/// @param deviceId the normalised id
/// @param device the name given to it, or its id
/// @param assistant who answered
/// @param voice name of the voice
/// @param heard the sound that the microphone sent, 16 kHz; empty when it was typed or is kept no longer
/// @param spoken the sound that left, at the device's rate; empty when none did or it is kept no longer
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
