package earshot.turn;

import earshot.asr.Hearing;
import earshot.audio.Speech;
import java.time.Instant;
import java.util.Optional;

/// What starts a turn.
///
/// @param sound 16 kHz mono, or absent for a typed or locally recognised sentence
/// @param text the sentence where it is known already
/// @param endAt wall clock of the end of speech
/// @param lastVoicedNanos arrival of the last voiced frame: where the turn's time begins
/// @param decidedNanos when the end of speech was decided; the difference is the silence the settings asked for
/// @param hearing the recogniser that heard the same sound while it was spoken; the turn closes it
public record Utterance(Optional<Speech> sound, Optional<String> text, Instant endAt, long lastVoicedNanos, long decidedNanos, Optional<Hearing> hearing) implements AutoCloseable {
    /// To be recognised as a whole.
    public Utterance(Optional<Speech> sound, Optional<String> text, Instant endAt, long lastVoicedNanos, long decidedNanos) {
        this(sound, text, endAt, lastVoicedNanos, decidedNanos, Optional.empty());
    }

    /// Nobody wants to know any more what was said.
    @Override
    public void close() {
        hearing.ifPresent(Hearing::close);
    }
}
