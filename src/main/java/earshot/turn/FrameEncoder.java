package earshot.turn;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusEncoder;
import earshot.wire.AudioParams;

/// The Opus encoder of one turn. Its lock keeps late work away from a closed encoder, which in native code would crash the process.
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

    /// The number of frames for `length` samples, the last one padded with silence.
    int frames(int length) {
        return (length + samples - 1) / samples;
    }

    /// The number of frames that `length` samples fill completely.
    int whole(int length) {
        return length / samples;
    }

    int samples(int frames) {
        return frames * samples;
    }

    /// Encodes frames `from` (inclusive) to `to` (exclusive) of `pcm`; returns none after closing.
    synchronized List<EncodedFrame> encode(short[] pcm, int from, int to) {
        if (!open) {
            return List.of();
        }
        OpusEncoder encoder = opus.orElseGet(() -> codec.encoder(params.sampleRate(), samples, bitrate(params.sampleRate()), COMPLEXITY));
        opus = Optional.of(encoder);
        List<EncodedFrame> frames = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            short[] frame = Arrays.copyOfRange(pcm, i * samples, (i + 1) * samples);
            frames.add(new EncodedFrame(encoder.encode(frame), frame));
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
