package earshot.audio;

import earshot.audio.Endpoint.Reason;
import earshot.audio.Endpoint.VoiceBegan;
import earshot.audio.Endpoint.VoiceEnded;
import earshot.config.Settings;
import java.time.Duration;
import java.util.Optional;

/// Finds the ends of a voice in voiced and unvoiced frames.
///
/// Time is counted in sound, not by a clock: a burst of frames after a stall of the network is as long as it sounds. A
/// voice begins with 100 ms of voiced frames in a row, so that a click begins nothing; any single voiced frame keeps it
/// going, so that a soft syllable does not cut a sentence.
///
/// Not safe for use from several threads at once.
public final class Endpointer {
    private static final long BEGIN_NANOS = 100_000_000;

    private final long minSilence;
    private final long longestTurn;
    private boolean voice;
    /// Sound since the first frame of the run of voiced frames or of the voice, and since the last voiced frame.
    private long length;
    private long silence;
    private long firstVoiced;
    private long lastVoiced;

    public Endpointer(Settings.Vad settings) {
        minSilence = settings.minSilence().toNanos();
        longestTurn = settings.longestTurn().toNanos();
    }

    /// Takes the next frame.
    ///
    /// @param voiced whether it holds a voice
    /// @param frameNanos how long it sounds
    /// @param arrivalNanos when it came, monotonic
    public Optional<Endpoint> hear(boolean voiced, long frameNanos, long arrivalNanos) {
        return voice ? during(voiced, frameNanos, arrivalNanos) : before(voiced, frameNanos, arrivalNanos);
    }

    private Optional<Endpoint> before(boolean voiced, long frameNanos, long arrivalNanos) {
        if (!voiced) {
            length = 0;
            return Optional.empty();
        }
        if (length == 0) {
            firstVoiced = arrivalNanos;
        }
        length += frameNanos;
        lastVoiced = arrivalNanos;
        if (length < BEGIN_NANOS) {
            return Optional.empty();
        }
        voice = true;
        silence = 0;
        return Optional.of(new VoiceBegan(firstVoiced));
    }

    private Optional<Endpoint> during(boolean voiced, long frameNanos, long arrivalNanos) {
        length += frameNanos;
        if (voiced) {
            silence = 0;
            lastVoiced = arrivalNanos;
        } else {
            silence += frameNanos;
        }
        if (silence >= minSilence) {
            return Optional.of(ended(Reason.SILENCE, arrivalNanos));
        }
        if (length >= longestTurn) {
            return Optional.of(ended(Reason.LONGEST_TURN, arrivalNanos));
        }
        return Optional.empty();
    }

    private Endpoint ended(Reason reason, long arrivalNanos) {
        var ended = new VoiceEnded(reason, lastVoiced, arrivalNanos, Duration.ofNanos(length - silence));
        reset();
        return ended;
    }

    /// Whether a voice began and has not ended.
    public boolean voice() {
        return voice;
    }

    /// Arrival of the last voiced frame of the voice that is on; 0 where none is.
    public long lastVoicedNanos() {
        return voice ? lastVoiced : 0;
    }

    /// A voice that was cut at its longest goes on.
    ///
    /// @param beganNanos how long the part of it sounds that is behind the cut
    /// @param lastVoicedNanos arrival of its last voiced frame
    public void goOn(long beganNanos, long lastVoicedNanos) {
        voice = true;
        length = beganNanos;
        silence = 0;
        lastVoiced = lastVoicedNanos;
    }

    /// Forgets the voice that is on.
    public void reset() {
        voice = false;
        length = 0;
        silence = 0;
    }
}
