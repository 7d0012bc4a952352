package earshot.simulator;

import module java.base;

import earshot.audio.PcmBytes;
import earshot.time.Time;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// An open line of the loudspeaker that plays silence while there is nothing else, because a line that ran dry may take a second until it plays again, or
/// play each frame alone from then on. Used by one thread.
final class LoudspeakerLine implements AutoCloseable {
    /// What the line holds before the first frame after silence: the next ones may be this much late.
    static final Duration AHEAD = Duration.ofMillis(120);
    /// Silence follows when less is left.
    private static final long LEAST = Duration.ofMillis(60).toNanos();
    /// A line that takes this long has waited until there was room, and so does not lie when it says that it is full.
    private static final long WAITED = Duration.ofMillis(5).toNanos();
    private static final int BUFFER_MILLIS = 250;
    private static final int SAMPLE_BYTES = 2;

    private final Time time;
    private final SourceDataLine line;
    private final int rate;
    private boolean silent = true;
    private long endsAt;

    private LoudspeakerLine(Time time, SourceDataLine line, int rate) {
        this.time = time;
        this.line = line;
        this.rate = rate;
        endsAt = time.nanos();
    }

    static LoudspeakerLine open(Time time, SystemLoudspeaker.Lines lines, int rate) throws LineUnavailableException {
        AudioFormat format = new AudioFormat(rate, SAMPLE_BYTES * Byte.SIZE, 1, true, false);
        SourceDataLine line = lines.open(format);
        line.open(format, rate * SAMPLE_BYTES * BUFFER_MILLIS / 1_000);
        line.start();
        return new LoudspeakerLine(time, line, rate);
    }

    int rate() {
        return rate;
    }

    /// Plays a frame after what the line holds; waits where it is full.
    void play(short[] pcm) throws LineUnavailableException {
        if (silent || held() == 0) {
            fill();
        }
        silent = false;
        write(pcm);
    }

    /// Plays silence where little is left.
    /// @return the time at which it is to be called again
    long keepPlaying() throws LineUnavailableException {
        if (held() <= LEAST) {
            silent = true;
            fill();
        }
        return time.nanos() + held() - LEAST;
    }

    /// Plays silence until the line holds what it is to hold before the next frame.
    void fill() throws LineUnavailableException {
        long missing = AHEAD.toNanos() - held();
        if (missing > 0) {
            write(new short[Math.toIntExact(missing * rate / Duration.ofSeconds(1).toNanos())]);
        }
    }

    private void write(short[] pcm) throws LineUnavailableException {
        byte[] bytes = PcmBytes.littleEndian(pcm);
        boolean full = line.available() < bytes.length;
        long began = time.nanos();
        if (line.write(bytes, 0, bytes.length) < bytes.length) {
            throw new LineUnavailableException("it was taken away");
        }
        long now = time.nanos();
        if (full && now - began >= WAITED) {
            endsAt = now + lasts(line.getBufferSize() - line.available());
        } else {
            endsAt = Math.min(Math.max(endsAt, now) + lasts(bytes.length), now + lasts(line.getBufferSize()));
        }
    }

    /// Nanoseconds until the line has run dry: the less of what its clock and ours say, for its clock may be the faster one, and a line of ALSA that ran dry
    /// may say that it is full.
    long held() {
        return Math.max(0, Math.min(endsAt - time.nanos(), lasts(line.getBufferSize() - line.available())));
    }

    private long lasts(int bytes) {
        return Duration.ofSeconds(1).toNanos() * bytes / (SAMPLE_BYTES * rate);
    }

    @Override
    public void close() {
        line.close();
    }
}
