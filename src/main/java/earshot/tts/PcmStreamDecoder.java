package earshot.tts;

/// Decodes raw samples, 16 bits, little endian; channels are mixed to their mean.
final class PcmStreamDecoder implements AudioStreamDecoder {
    private final int rate;
    private final int channels;
    private byte[] rest = new byte[0];

    /// @param rate Hz; raw samples do not state it
    PcmStreamDecoder(int rate, int channels) {
        this.rate = rate;
        this.channels = channels;
    }

    @Override
    public short[] decode(byte[] bytes) {
        byte[] all = ByteArrays.join(rest, bytes);
        int frame = 2 * channels;
        short[] pcm = new short[all.length / frame];
        for (int i = 0; i < pcm.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                int at = i * frame + 2 * channel;
                sum += (short) (all[at + 1] << 8 | all[at] & 0xff);
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
