package earshot.audio.format;

import module java.base;

/// Decodes samples, 16 bits, little endian, unless said otherwise; channels are mixed ([ChannelMixer]), none of which may be noise.
final class PcmStreamDecoder implements AudioStreamDecoder {
    private final int rate;
    private final int channels;
    private final SampleCoding coding;
    private final ByteOrder order;
    private final Optional<ChannelNoiseGuard> noise;
    private final ChannelMixer mixer = new ChannelMixer();
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

    /// Bytes of one sample of all channels.
    int frameBytes() {
        return coding.bytes() * channels;
    }

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        byte[] all = ByteArrays.join(rest, bytes);
        int frame = frameBytes();
        ByteBuffer in = ByteBuffer.wrap(all).order(order);
        short[] mixed = new short[all.length / frame];
        short[][] each = new short[channels][mixed.length];
        int[] samples = new int[channels];
        for (int i = 0; i < mixed.length; i++) {
            for (int channel = 0; channel < channels; channel++) {
                samples[channel] = coding.sample(in, i * frame + coding.bytes() * channel);
                each[channel][i] = (short) samples[channel];
            }
            mixed[i] = mixer.mix(samples);
        }
        rest = ByteArrays.from(all, mixed.length * frame);
        return noise.isPresent() ? noise.get().pass(each, mixed) : mixed;
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
