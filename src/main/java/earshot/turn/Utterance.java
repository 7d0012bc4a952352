package earshot.turn;

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
public record Utterance(Optional<Speech> sound, Optional<String> text, Instant endAt, long lastVoicedNanos, long decidedNanos) {}
