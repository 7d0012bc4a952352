package earshot.audio;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/// Encodes one stream with concentus.
final class ConcentusEncoder implements OpusEncoder {
    private final int frameSamples;
    private final io.github.jaredmdobson.concentus.OpusEncoder encoder;
    private final byte[] output = new byte[OpusPacket.LONGEST_ENCODED_BYTES];
    private boolean closed;

    ConcentusEncoder(int rate, int frameSamples, int bitrate, int complexity) {
        OpusCodecs.checkFrame(rate, frameSamples);
        this.frameSamples = frameSamples;
        try {
            encoder = new io.github.jaredmdobson.concentus.OpusEncoder(rate, 1, OpusApplication.OPUS_APPLICATION_VOIP);
        } catch (OpusException e) {
            throw new IllegalArgumentException(e);
        }
        encoder.setBitrate(bitrate);
        encoder.setComplexity(complexity);
    }

    @Override
    public byte[] encode(short[] frame) {
        if (closed) {
            throw new IllegalStateException("the encoder is closed");
        }
        if (frame.length != frameSamples) {
            throw new IllegalArgumentException("a frame has " + frameSamples + " samples, not " + frame.length);
        }
        try {
            return Arrays.copyOf(output, encoder.encode(frame, 0, frameSamples, output, 0, output.length));
        } catch (OpusException e) {
            throw new IllegalStateException("concentus refused a frame", e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
