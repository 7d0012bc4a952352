package earshot.audio;

import java.util.Arrays;

/// Resamples audio that comes in pieces, without the delay of the [Resampler]: the output starts with the first sample and has the
/// duration of the input. Holds the state of one stream; not safe for use from several threads at once.
public final class StreamResampler {
    private final Resampler resampler;
    private final int from;
    private final int to;
    private long taken;
    private long given;

    /// From one rate to another, in Hz.
    public StreamResampler(int from, int to) {
        this.from = from;
        this.to = to;
        resampler = Resampler.undelayed(from, to);
    }

    /// Resamples the next samples and returns the output that is complete so far, which may be empty.
    public short[] process(short[] pcm) {
        short[] more = resampler.process(pcm);
        taken += pcm.length;
        given += more.length;
        return more;
    }

    /// Ends the stream and returns the rest of the output.
    public short[] end() {
        int missing = (int) ((taken * to + from - 1) / from - given);
        return missing <= 0 ? new short[0] : Arrays.copyOf(resampler.process(new short[resampler.delay()]), missing);
    }
}
