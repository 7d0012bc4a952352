package earshot.turn;

import earshot.audio.OpusCodec;
import earshot.audio.OpusEncoder;
import earshot.wire.AudioParams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The encoder of one turn. Its lock keeps a late piece of work from an encoder that is closed already, which in native code
/// would be the end of the process.
final class FrameEncoder implements AutoCloseable {
    private static final int COMPLEXITY = 3;

    private final OpusCodec codec;
    private final AudioParams params;
    private final int samples;
    private Optional<OpusEncoder> opus = Optional.empty();
    private boolean open = true;

    FrameEncoder(OpusCodec codec, AudioParams params) {
        this.codec = codec;
        this.params = params;
        samples = params.samplesPerFrame();
    }

    /// Frames in a sound of so many samples, the last one filled up with silence.
    int frames(int length) {
        return (length + samples - 1) / samples;
    }

    /// Frames that so many samples fill.
    int whole(int length) {
        return length / samples;
    }

    /// Samples of so many frames.
    int samples(int frames) {
        return frames * samples;
    }

    /// Encodes frames `from` (inclusive) to `to` (exclusive) of `pcm`; nothing once closed.
    synchronized List<Frame> encode(short[] pcm, int from, int to) {
        if (!open) {
            return List.of();
        }
        OpusEncoder encoder = opus.orElseGet(() -> codec.encoder(params.sampleRate(), samples, bitrate(params.sampleRate()), COMPLEXITY));
        opus = Optional.of(encoder);
        List<Frame> frames = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            short[] frame = Arrays.copyOf(Arrays.copyOfRange(pcm, i * samples, Math.min(pcm.length, (i + 1) * samples)), samples);
            frames.add(new Frame(encoder.encode(frame), frame));
        }
        return frames;
    }

    @Override
    public synchronized void close() {
        open = false;
        opus.ifPresent(OpusEncoder::close);
        opus = Optional.empty();
    }

    private static int bitrate(int rate) {
        return rate <= 16_000 ? 24_000 : 32_000;
    }
}
