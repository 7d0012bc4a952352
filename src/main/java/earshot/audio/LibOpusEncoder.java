package earshot.audio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import module java.base;

/// Encodes one stream with libopus. Synchronized for the same reason as [LibOpusDecoder]: frames are encoded on the compute pool.
final class LibOpusEncoder implements OpusEncoder {
    private static final long ALIGNMENT = 16;
    private static final int APPLICATION_VOIP = 2048;
    private static final int SET_BITRATE = 4002;
    private static final int SET_COMPLEXITY = 4010;

    private final int frameSamples;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state;
    private final MemorySegment pcmBuffer;
    private final MemorySegment output;

    LibOpusEncoder(int rate, int frameSamples, int bitrate, int complexity) {
        OpusCodecs.checkFrame(rate, frameSamples);
        this.frameSamples = frameSamples;
        try {
            state = arena.allocate((int) LibOpusCodec.Functions.ENCODER_SIZE.invokeExact(1), ALIGNMENT);
            check((int) LibOpusCodec.Functions.ENCODER_INIT.invokeExact(state, rate, 1, APPLICATION_VOIP), "rate", rate);
            check((int) LibOpusCodec.Functions.ENCODER_CTL.invokeExact(state, SET_BITRATE, bitrate), "bitrate", bitrate);
            check((int) LibOpusCodec.Functions.ENCODER_CTL.invokeExact(state, SET_COMPLEXITY, complexity), "complexity", complexity);
        } catch (Throwable e) {
            arena.close();
            throw LibOpusCodec.unexpected(e);
        }
        pcmBuffer = arena.allocate(JAVA_SHORT, frameSamples);
        output = arena.allocate(OpusPacket.LONGEST_ENCODED_BYTES);
    }

    @Override
    public synchronized byte[] encode(short[] frame) {
        if (frame.length != frameSamples) {
            throw new IllegalArgumentException("a frame has " + frameSamples + " samples, not " + frame.length);
        }
        MemorySegment.copy(frame, 0, pcmBuffer, JAVA_SHORT, 0, frameSamples);
        int length;
        try {
            length = (int) LibOpusCodec.Functions.ENCODE.invokeExact(state, pcmBuffer, frameSamples, output, OpusPacket.LONGEST_ENCODED_BYTES);
        } catch (Throwable e) {
            throw LibOpusCodec.unexpected(e);
        }
        if (length < 0) {
            throw new IllegalStateException("libopus refused a frame: " + length);
        }
        byte[] packet = new byte[length];
        MemorySegment.copy(output, JAVA_BYTE, 0, packet, 0, length);
        return packet;
    }

    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private static void check(int result, String what, int value) {
        if (result < 0) {
            throw new IllegalArgumentException("libopus takes no " + what + " of " + value);
        }
    }
}
