package earshot.audio;

import module java.base;

/// Samples of 16 bits as bytes, little endian: how sound devices, WAV and most services over the network have them.
public final class PcmBytes {
    private PcmBytes() {}

    public static byte[] littleEndian(short[] pcm) {
        return littleEndian(pcm, 0, pcm.length);
    }

    /// The bytes of `length` samples from an index on.
    public static byte[] littleEndian(short[] pcm, int from, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm, from, length);
        return bytes.array();
    }

    /// The samples of bytes. An odd one at the end is not a sample.
    public static short[] samples(byte[] littleEndian) {
        short[] pcm = new short[littleEndian.length / 2];
        ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return pcm;
    }
}
