package earshot.audio;

import earshot.problem.FatalErrors;
import earshot.problem.ProblemReason;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/// Decodes one stream with concentus and works around two of its defects.
///
/// - Hybrid packets (configurations 12 to 15) decoded below 48 kHz come out silent. From the first such packet on the
///   stream is decoded at 48 kHz and resampled here, until its end, because changing decoders loses their state.
/// - Malformed packets can throw anything, `AssertionError` included, and leave the decoder in an undefined state. Whatever
///   is thrown becomes [UndecodableAudioException], and the decoder is replaced by a fresh one.
final class ConcentusDecoder implements OpusDecoder {
    private static final int FULL_RATE = 48_000;

    private final int rate;
    private int innerRate;
    private io.github.jaredmdobson.concentus.OpusDecoder decoder;
    private Resampler down;
    private short[] pcmBuffer;
    private boolean closed;

    ConcentusDecoder(int rate) {
        OpusCodecs.checkRate(rate);
        this.rate = rate;
        decodeAt(rate);
    }

    @Override
    public short[] decode(byte[] packet) {
        checkOpen();
        if (packet.length == 0) {
            return new short[0];
        }
        OpusPacket head = OpusPacket.of(packet);
        if (head.mode() == OpusPacket.Mode.HYBRID && innerRate < FULL_RATE) {
            decodeAt(FULL_RATE);
        }
        return run(packet, packet.length, head.samples(innerRate));
    }

    @Override
    public short[] conceal(int samples) {
        checkOpen();
        return OpusCodecs.conceal(samples, rate, missing -> run(null, 0, missing * (innerRate / rate)));
    }

    private short[] run(byte[] packet, int length, int samples) {
        int decoded;
        try {
            decoded = decoder.decode(packet, 0, length, pcmBuffer, 0, samples, false);
        } catch (Throwable e) {
            FatalErrors.report(e);
            decodeAt(innerRate);
            throw new UndecodableAudioException(e, ProblemReason.PACKET_DAMAGED, ProblemReason.PACKET_UNDECODABLE);
        }
        return innerRate == rate ? Arrays.copyOf(pcmBuffer, decoded) : down.process(pcmBuffer, decoded);
    }

    private void decodeAt(int hertz) {
        try {
            decoder = new io.github.jaredmdobson.concentus.OpusDecoder(hertz, 1);
        } catch (OpusException e) {
            throw new IllegalArgumentException(e);
        }
        if (hertz != innerRate) {
            innerRate = hertz;
            pcmBuffer = new short[(int) ((long) hertz * OpusPacket.LONGEST_MICROS / 1_000_000)];
            down = new Resampler(hertz, rate);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public void close() {
        closed = true;
    }
}
