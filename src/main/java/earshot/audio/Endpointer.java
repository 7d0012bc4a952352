package earshot.audio;

import module java.base;

import earshot.audio.SpeechBoundary.EndReason;
import earshot.audio.SpeechBoundary.SpeechEnded;
import earshot.audio.SpeechBoundary.SpeechStarted;

/// Finds the start and end of speech in a sequence of voiced and unvoiced frames.
///
/// Time is the duration of the audio, not of a clock: a burst of frames after a network stall counts as long as it plays.
/// Speech starts with 100 ms of consecutive voiced frames, so that a click starts nothing. Afterwards any single voiced frame
/// resets the silence, so that a soft syllable does not end a sentence.
///
/// Not safe for use from several threads at once.
public final class Endpointer {
    private static final long START_NANOS = 100_000_000;

    private final long minSilence;
    private final long longestTurn;
    private boolean inSpeech;
    /// Nanoseconds of audio since the first frame of the current run of voiced frames or of the current speech.
    private long length;
    /// Nanoseconds of audio since the last voiced frame.
    private long silence;
    private long firstVoiced;
    private long lastVoiced;

    public Endpointer(VadSettings settings) {
        minSilence = settings.minSilence().toNanos();
        longestTurn = settings.maxTurn().toNanos();
    }

    /// Takes the next frame.
    ///
    /// @param voiced what the detector says about it
    /// @param frameNanos its duration
    /// @param arrivalNanos when it arrived, monotonic
    public Optional<SpeechBoundary> accept(boolean voiced, long frameNanos, long arrivalNanos) {
        return inSpeech ? duringSpeech(voiced, frameNanos, arrivalNanos) : beforeSpeech(voiced, frameNanos, arrivalNanos);
    }

    private Optional<SpeechBoundary> beforeSpeech(boolean voiced, long frameNanos, long arrivalNanos) {
        if (!voiced) {
            length = 0;
            return Optional.empty();
        }
        if (length == 0) {
            firstVoiced = arrivalNanos;
        }
        length += frameNanos;
        lastVoiced = arrivalNanos;
        if (length < START_NANOS) {
            return Optional.empty();
        }
        inSpeech = true;
        silence = 0;
        return Optional.of(new SpeechStarted(firstVoiced));
    }

    private Optional<SpeechBoundary> duringSpeech(boolean voiced, long frameNanos, long arrivalNanos) {
        length += frameNanos;
        if (voiced) {
            silence = 0;
            lastVoiced = arrivalNanos;
        } else {
            silence += frameNanos;
        }
        if (silence < minSilence && length < longestTurn) {
            return Optional.empty();
        }
        EndReason reason = silence >= minSilence ? EndReason.SILENCE : EndReason.LONGEST_TURN;
        SpeechEnded ended = new SpeechEnded(reason, lastVoiced, arrivalNanos, Duration.ofNanos(length - silence));
        reset();
        return Optional.of(ended);
    }

    /// Whether speech started and has not ended.
    public boolean inSpeech() {
        return inSpeech;
    }

    /// Arrival of the last voiced frame of the current speech; 0 when there is none.
    public long lastVoicedNanos() {
        return inSpeech ? lastVoiced : 0;
    }

    /// Continues speech that was ended at the maximum length.
    ///
    /// @param beganNanos duration of the audio that already belongs to the next segment
    /// @param lastVoicedNanos arrival of its last voiced frame
    public void continueSpeech(long beganNanos, long lastVoicedNanos) {
        inSpeech = true;
        length = beganNanos;
        silence = 0;
        lastVoiced = lastVoicedNanos;
    }

    /// Discards the current speech.
    public void reset() {
        inSpeech = false;
        length = 0;
        silence = 0;
    }
}
