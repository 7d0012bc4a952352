package earshot.audio;

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
        return counted(pcm.length, resampler.process(pcm));
    }

    /// The same of so many samples from an index on.
    public short[] process(short[] pcm, int start, int length) {
        return counted(length, resampler.process(pcm, start, length));
    }

    private short[] counted(int length, short[] more) {
        taken += length;
        given += more.length;
        return more;
    }

    /// Ends the stream and returns the rest of the output.
    public short[] end() {
        return end(new short[0], 0, 0);
    }

    /// Resamples the last samples, so many from an index on, and returns all the rest of the output.
    public short[] end(short[] pcm, int start, int length) {
        taken += length;
        short[] rest = new short[(int) Math.max(0, (taken * to + from - 1) / from - given)];
        int count = resampler.process(pcm, start, length, rest, 0);
        if (count < rest.length) {
            resampler.process(new short[resampler.delay()], 0, resampler.delay(), rest, count);
        }
        given += rest.length;
        return rest;
    }
}
