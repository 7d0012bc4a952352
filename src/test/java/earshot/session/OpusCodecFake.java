package earshot.session;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusEncoder;
import earshot.audio.UndecodableAudioException;
import earshot.audio.VoiceActivityDetector;
import earshot.problem.ProblemReason;
import java.util.Arrays;

/// Audio for tests: one packet is 60 ms, and its first byte gives its content: voice (1), silence (0) or nonsense (9).
final class OpusCodecFake implements OpusCodec {
    @Override
    public OpusDecoder decoder(int rate) {
        return new OpusDecoderFake(rate);
    }

    @Override
    public OpusEncoder encoder(int rate, int frameSamples, int bitrate, int complexity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        return "tiny";
    }

    private record OpusDecoderFake(int rate) implements OpusDecoder {
        @Override
        public short[] decode(byte[] packet) {
            if (packet[0] == 9) {
                throw new UndecodableAudioException(ProblemReason.PACKET_DAMAGED, "no Opus");
            }
            short[] pcm = new short[rate * 60 / 1000];
            Arrays.fill(pcm, (short) (packet[0] * 8000));
            return pcm;
        }

        @Override
        public short[] conceal(int samples) {
            return new short[samples];
        }

        @Override
        public void close() {}
    }

    /// Everything but silence counts as voice.
    static final class VoiceActivityDetectorFake implements VoiceActivityDetector {
        @Override
        public boolean voiced(short[] pcm) {
            return pcm[0] != 0;
        }

        @Override
        public double thresholdDb() {
            return -40;
        }

        @Override
        public void close() {}
    }
}
