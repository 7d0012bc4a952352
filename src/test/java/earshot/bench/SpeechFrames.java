package earshot.bench;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.Resampler;
import earshot.audio.TestSignals;

/// A spoken sentence in frames of 60 ms, and its Opus packets, which the simulated devices send in a loop.
final class SpeechFrames {
    static final long NANOS = 60_000_000;

    private SpeechFrames() {}

    static short[][] spoken(int rate) {
        short[] pcm = Resampler.resample(TestSignals.speech(), 16_000, rate);
        int frame = rate * 60 / 1000;
        return IntStream.range(0, pcm.length / frame).mapToObj(i -> Arrays.copyOfRange(pcm, i * frame, (i + 1) * frame)).toArray(short[][]::new);
    }

    static byte[][] packets(OpusCodec codec, int rate) {
        try (var encoder = codec.encoder(rate, rate * 60 / 1000, 24_000, 5)) {
            return Arrays.stream(spoken(rate)).map(encoder::encode).toArray(byte[][]::new);
        }
    }

    /// The packets of the sentence, and as many of silence.
    static byte[][] withSilence(OpusCodec codec, int rate) {
        byte[][] speech = packets(codec, rate);
        short[] silence = new short[rate * 60 / 1000];
        try (var encoder = codec.encoder(rate, silence.length, 24_000, 5)) {
            return Stream.concat(Arrays.stream(speech), Arrays.stream(speech).map(_ -> encoder.encode(silence))).toArray(byte[][]::new);
        }
    }
}
