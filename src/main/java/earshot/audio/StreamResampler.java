package earshot.audio;

import java.util.Arrays;

/// Changes the rate of a sound that comes in pieces, without the delay of the [Resampler]: what comes out begins where the sound
/// begins and has its length. Holds the state of one sound; not safe for use from several threads at once.
public final class StreamResampler {
    private final Resampler resampler;
    private final int from;
    private final int to;
    private long taken;
    private long given;

    /// @param from Hz of what comes in
    /// @param to Hz of what goes out
    public StreamResampler(int from, int to) {
        this.from = from;
        this.to = to;
        resampler = Resampler.undelayed(from, to);
    }

    /// Takes the next samples and returns what can be told of them so far, which may be nothing.
    public short[] process(short[] pcm) {
        short[] more = resampler.process(pcm);
        taken += pcm.length;
        given += more.length;
        return more;
    }

    /// The rest of the sound.
    public short[] end() {
        int missing = (int) ((taken * to + from - 1) / from - given);
        return missing <= 0 ? new short[0] : Arrays.copyOf(resampler.process(new short[resampler.delay()]), missing);
    }
}
