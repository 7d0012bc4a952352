package earshot.simulator;

import module java.base;

import earshot.audio.PcmAudio;

/// Records what a device played, gaps included, at most five minutes of it. Safe for use from any thread.
public final class RecordingLoudspeaker implements Loudspeaker {
    private static final int LONGEST_SECONDS = 300;

    private final List<short[]> pieces = new ArrayList<>();
    private int samples;
    private int rate = 24_000;

    @Override
    public synchronized void play(short[] pcm, int rate) {
        this.rate = rate;
        if (samples < LONGEST_SECONDS * rate) {
            pieces.add(pcm);
            samples += pcm.length;
        }
    }

    @Override
    public synchronized void underrun(long nanos) {
        play(new short[(int) Math.min(nanos * rate / 1_000_000_000L, (long) LONGEST_SECONDS * rate)], rate);
    }

    /// Everything recorded so far.
    public synchronized PcmAudio speech() {
        ShortBuffer all = ShortBuffer.allocate(samples);
        pieces.forEach(all::put);
        return new PcmAudio(all.array(), rate);
    }
}
