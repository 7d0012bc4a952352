package earshot.audio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Encodes one stream with libopus. Synchronized for the same reason as [LibOpusDecoder]: frames are encoded on the compute pool.
final class LibOpusEncoder implements OpusEncoder {
    private static final long ALIGNMENT = 16;
    private static final int APPLICATION_VOIP = 2048;
    private static final int SET_BITRATE = 4002;
    private static final int SET_COMPLEXITY = 4010;
    /// Bytes of three frames of the largest size, with their lengths.
    private static final int LONGEST_PACKET = 3 * 1275 + 7;

    private final int frameSamples;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state;
    private final MemorySegment sound;
    private final MemorySegment output;

    LibOpusEncoder(int rate, int frameSamples, int bitrate, int complexity) {
        Opus.checkFrame(rate, frameSamples);
        this.frameSamples = frameSamples;
        try {
            state = arena.allocate((int) LibOpus.Calls.ENCODER_SIZE.invokeExact(1), ALIGNMENT);
            good((int) LibOpus.Calls.ENCODER_INIT.invokeExact(state, rate, 1, APPLICATION_VOIP), "rate", rate);
            good((int) LibOpus.Calls.ENCODER_CTL.invokeExact(state, SET_BITRATE, bitrate), "bitrate", bitrate);
            good((int) LibOpus.Calls.ENCODER_CTL.invokeExact(state, SET_COMPLEXITY, complexity), "complexity", complexity);
        } catch (Throwable e) {
            arena.close();
            throw LibOpus.unexpected(e);
        }
        sound = arena.allocate(JAVA_SHORT, frameSamples);
        output = arena.allocate(LONGEST_PACKET);
    }

    @Override
    public synchronized byte[] encode(short[] frame) {
        if (frame.length != frameSamples) {
            throw new IllegalArgumentException("a frame has " + frameSamples + " samples, not " + frame.length);
        }
        MemorySegment.copy(frame, 0, sound, JAVA_SHORT, 0, frameSamples);
        int length;
        try {
            length = (int) LibOpus.Calls.ENCODE.invokeExact(state, sound, frameSamples, output, LONGEST_PACKET);
        } catch (Throwable e) {
            throw LibOpus.unexpected(e);
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

    private static void good(int result, String what, int value) {
        if (result < 0) {
            throw new IllegalArgumentException("libopus takes no " + what + " of " + value);
        }
    }
}
