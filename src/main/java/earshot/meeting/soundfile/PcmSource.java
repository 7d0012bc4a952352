package earshot.meeting.soundfile;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.format.UnusableAudioException;

/// Sound that is transcribed, a piece after the other. Used by one thread at a time.
public interface PcmSource {
    /// The next piece, about a second at 16 kHz; empty at the end. Called in the compute pool.
    ///
    /// @throws UnusableAudioException with what is wrong; the pieces before are valid
    Optional<PcmAudio> next() throws IOException, UnusableAudioException;

    /// How much of it was read, 0 to 1.
    double done();

    /// Whether the sound, once it was read to its end, was cut or damaged as far as is known.
    boolean incomplete();
}
