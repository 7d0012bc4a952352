package earshot.audio.format;

import module java.base;

/// Decodes samples, 16 bits, little endian, unless said otherwise; channels are mixed to their mean.
final class PcmStreamDecoder implements AudioStreamDecoder {
    private final int rate;
    private final int channels;
    private final SampleCoding coding;
    private final ByteOrder order;
    private byte[] rest = new byte[0];

    /// @param rate Hz; raw samples do not state it
    PcmStreamDecoder(int rate, int channels) {
        this(rate, channels, SampleCoding.PCM_16);
    }

    PcmStreamDecoder(int rate, int channels, SampleCoding coding) {
        this(rate, channels, coding, ByteOrder.LITTLE_ENDIAN);
    }

    PcmStreamDecoder(int rate, int channels, SampleCoding coding, ByteOrder order) {
        this.rate = rate;
        this.channels = channels;
        this.coding = coding;
        this.order = order;
    }

    /// Bytes of one sample of all channels.
    int frameBytes() {
        return coding.bytes() * channels;
    }

    @Override
    public short[] decode(byte[] bytes) {
        byte[] all = ByteArrays.join(rest, bytes);
        int frame = frameBytes();
        ByteBuffer in = ByteBuffer.wrap(all).order(order);
        short[] pcm = new short[all.length / frame];
        for (int i = 0; i < pcm.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += coding.sample(in, i * frame + coding.bytes() * channel);
            }
            pcm[i] = (short) (sum / channels);
        }
        rest = ByteArrays.from(all, pcm.length * frame);
        return pcm;
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public void close() {}
}
