package earshot.audio;

import module java.base;

/// The arrays that a [Resampler] needs while it works on one piece. They go from one resampler to the next: memory that was just used is quicker than fresh
/// one, and each sentence of a voice would leave a hundred kB to the garbage collector. For one thread, from [#take] to [#giveBack].
final class ResamplingBuffers {
    /// As many as threads resample at a time; with more threads, arrays are made anew.
    private static final int MAX_IDLE = 8;
    /// Samples of an array that is kept; several seconds of sound in one piece need longer ones.
    private static final int LONGEST_KEPT = 1 << 17;
    private static final Queue<ResamplingBuffers> IDLE = new ArrayBlockingQueue<>(MAX_IDLE);

    private float[] samples = new float[0];
    private float[] out = new float[0];
    private float[] block = new float[0];

    private ResamplingBuffers() {}

    static ResamplingBuffers take() {
        return Optional.ofNullable(IDLE.poll()).orElseGet(ResamplingBuffers::new);
    }

    void giveBack() {
        if (Math.max(samples.length, out.length) <= LONGEST_KEPT) {
            IDLE.offer(this);
        }
    }

    /// Room for the samples of a piece, for [#samples].
    float[] begin(int length) {
        samples = atLeast(length, samples);
        return samples;
    }

    /// What the next filter takes, and in the end what came out.
    float[] samples() {
        return samples;
    }

    /// Room for what a filter makes.
    float[] out(int length) {
        out = atLeast(length, out);
        return out;
    }

    /// Room for what a filter takes at a time.
    float[] block(int length) {
        block = atLeast(length, block);
        return block;
    }

    /// What a filter has made is what the next one takes.
    void swap() {
        float[] taken = samples;
        samples = out;
        out = taken;
    }

    private static float[] atLeast(int length, float[] array) {
        return array.length >= length ? array : new float[length];
    }
}
