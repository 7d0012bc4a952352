package earshot.turn;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.audio.PcmAudio;
import earshot.audio.VoiceActivity;

/// What starts a turn: a stretch of speech or a typed sentence.
///
/// @param audio 16 kHz mono; empty for a sentence that was typed or recognized on the device
/// @param endAt wall clock time of the end of speech
/// @param lastVoicedNanos arrival of the last voiced frame, monotonic: the turn's times count from here
/// @param decidedNanos arrival of what decided the end of speech, monotonic
/// @param requiredSilence how long it had to be quiet for that; empty where the device decided
/// @param recognitionStream recognition of the same audio that ran during the speech; the turn closes it
/// @param activity what the voice detector found in the audio; empty where none listened
public record TurnInput(Optional<PcmAudio> audio, Optional<String> text, Instant endAt, long lastVoicedNanos, long decidedNanos,
    Optional<Duration> requiredSilence, Optional<RecognitionStream> recognitionStream,
        Optional<VoiceActivity> activity) implements AutoCloseable {
    /// Speech that is recognized as a whole after its end, or a typed sentence.
    public TurnInput(Optional<PcmAudio> sound, Optional<String> text, Instant endAt, long lastVoicedNanos, long decidedNanos) {
        this(sound, text, endAt, lastVoicedNanos, decidedNanos, Optional.of(Duration.ofNanos(decidedNanos - lastVoicedNanos)), Optional.empty(),
            Optional.empty());
    }

    /// Ends the recognition.
    @Override
    public void close() {
        recognitionStream.ifPresent(RecognitionStream::close);
    }
}
