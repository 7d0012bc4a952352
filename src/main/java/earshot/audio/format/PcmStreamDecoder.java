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
        ShortBuffer in = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] mean = new short[in.remaining() / channels];
        for (int i = 0; i < mean.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += in.get();
            }
            mean[i] = (short) (sum / channels);
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
        int frame = frameBytes();
        ByteBuffer in = ByteBuffer.wrap(all).order(order);
        short[] mean = new short[all.length / frame];
        short[][] each = new short[channels][mean.length];
        for (int i = 0; i < mean.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                int sample = coding.sample(in, i * frame + coding.bytes() * channel);
                each[channel][i] = (short) sample;
                sum += sample;
            }
            mean[i] = (short) (sum / channels);
        }
        rest = ByteArrays.from(all, mean.length * frame);
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

    @Override
    public void close() {}
}
