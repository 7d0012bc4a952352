package earshot.audio.format;

/// Mixes channels to their mean. Channels in which there is nothing do not count: of six of which one has sound the mean would be 15 dB quieter than that one.
/// Holds the state of one stream.
final class ChannelMixer {
    private static final int MOST_CHANNELS = 8;
    /// What never came within 36 dB of the loudest channel is nothing, such as the noise of an input without a microphone.
    private static final int NOTHING = 64;

    private final int[] peaks = new int[MOST_CHANNELS];
    private int highest;

    /// Mixes one sample of each channel, 16 bits.
    short mix(int[] samples) {
        int sum = 0;
        for (int channel = 0; channel < samples.length; channel++) {
            sum += samples[channel];
            peaks[channel] = Math.max(peaks[channel], Math.abs(samples[channel]));
            highest = Math.max(highest, peaks[channel]);
        }
        int heard = 0;
        for (int channel = 0; channel < samples.length; channel++) {
            heard += peaks[channel] * NOTHING >= highest ? 1 : 0;
        }
        return (short) Math.clamp(sum / heard, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
