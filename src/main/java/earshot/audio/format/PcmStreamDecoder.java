package earshot.audio.format;

import module java.base;

/// Decodes samples, 16 bits, little endian, unless said otherwise; channels are mixed to their mean, none of which may be noise.
final class PcmStreamDecoder implements AudioStreamDecoder {
    private final int rate;
    private final int channels;
    private final SampleCoding coding;
    private final ByteOrder order;
    private final Optional<ChannelNoiseGuard> noise;
    private byte[] rest = new byte[0];

    /// @param rate Hz; raw samples do not state it
    PcmStreamDecoder(int rate, int channels, SampleCoding coding) {
        this(rate, channels, coding, ByteOrder.LITTLE_ENDIAN);
    }

    PcmStreamDecoder(int rate, int channels, SampleCoding coding, ByteOrder order) {
        this.rate = rate;
        this.channels = channels;
        this.coding = coding;
        this.order = order;
        noise = channels > 1 ? Optional.of(new ChannelNoiseGuard(channels)) : Optional.empty();
    }

    /// Mixes 16-bit samples, little endian, that are known to be sound.
    static short[] mean(byte[] bytes, int length, int channels) {
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        return mean(channels(in, length / (SampleCoding.PCM_16.bytes() * channels), channels, SampleCoding.PCM_16));
    }

    private static short[][] channels(ByteBuffer in, int length, int channels, SampleCoding coding) {
        short[][] each = new short[channels][length];
        for (int i = 0; i < length; i++) {
            for (int channel = 0; channel < channels; channel++) {
                each[channel][i] = (short) coding.sample(in, coding.bytes() * (i * channels + channel));
            }
        }
        return each;
    }

    private static short[] mean(short[][] each) {
        if (each.length == 1) {
            return each[0];
        }
        short[] mean = new short[each[0].length];
        for (int i = 0; i < mean.length; i++) {
            int sum = 0;
            for (short[] channel : each) {
                sum += channel[i];
            }
            mean[i] = (short) (sum / each.length);
        }
        return mean;
    }

    /// Bytes of one sample of all channels.
    int frameBytes() {
        return coding.bytes() * channels;
    }

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        byte[] all = ByteArrays.join(rest, bytes);
        int length = all.length / frameBytes();
        short[][] each = channels(ByteBuffer.wrap(all).order(order), length, channels, coding);
        short[] mean = mean(each);
        rest = ByteArrays.from(all, length * frameBytes());
        return noise.isPresent() ? noise.get().pass(each, mean) : mean;
    }

    @Override
    public short[] end() throws UnusableAudioException {
        return noise.isPresent() ? noise.get().rest() : new short[0];
    }

    @Override
    public int rate() {
        return rate;
    }
}
