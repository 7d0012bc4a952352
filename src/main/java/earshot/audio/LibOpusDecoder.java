package earshot.audio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import module java.base;

/// Decodes one stream with libopus. Synchronized, because a connection may be closed while another thread still decodes one of its
/// packets: memory is freed after that packet.
final class LibOpusDecoder implements OpusDecoder {
    private static final long ALIGNMENT = 16;
    /// Larger packets (browsers send up to 2.4 KB) make the buffer grow.
    private static final int USUAL_PACKET = 512;

    private final int rate;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state;
    private final MemorySegment pcmBuffer;
    private MemorySegment input;

    LibOpusDecoder(int rate) {
        OpusCodecs.checkRate(rate);
        this.rate = rate;
        try {
            state = arena.allocate((int) LibOpusCodec.Functions.DECODER_SIZE.invokeExact(1), ALIGNMENT);
            LibOpusCodec.checked((int) LibOpusCodec.Functions.DECODER_INIT.invokeExact(state, rate, 1));
        } catch (Throwable e) {
            arena.close();
            throw LibOpusCodec.unexpected(e);
        }
        pcmBuffer = arena.allocate(JAVA_SHORT, (long) rate * OpusPacket.LONGEST_MICROS / 1_000_000);
        input = arena.allocate(USUAL_PACKET);
    }

    @Override
    public synchronized short[] decode(byte[] packet) {
        if (packet.length == 0) {
            return new short[0];
        }
        int samples = OpusPacket.of(packet).samples(rate);
        if (packet.length > input.byteSize()) {
            // rare, because the size at least doubles each time; the server limits the size of a message
            input = arena.allocate(Math.max(packet.length, 2 * input.byteSize()));
        }
        MemorySegment.copy(packet, 0, input, JAVA_BYTE, 0, packet.length);
        return run(input, packet.length, samples);
    }

    @Override
    public synchronized short[] conceal(int samples) {
        return OpusCodecs.conceal(samples, rate, missing -> run(MemorySegment.NULL, 0, missing));
    }

    private short[] run(MemorySegment packet, int length, int samples) {
        int decoded;
        try {
            decoded = LibOpusCodec.checked((int) LibOpusCodec.Functions.DECODE.invokeExact(state, packet, length, pcmBuffer, samples, 0));
        } catch (Throwable e) {
            throw LibOpusCodec.unexpected(e);
        }
        short[] pcm = new short[decoded];
        MemorySegment.copy(pcmBuffer, JAVA_SHORT, 0, pcm, 0, decoded);
        return pcm;
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
