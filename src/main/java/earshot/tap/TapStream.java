package earshot.tap;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.Waveform;
import earshot.audio.WaveformRing;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;

/// The sound that one board sends to the tap: samples of 16 bits at 16 kHz, the channels in turn. One thread writes, any may read.
public final class TapStream {
    public static final int RATE = 16_000;
    public static final Duration KEPT = Duration.ofMinutes(1);
    private static final int COLUMNS = 3_000;

    /// What is shown of a board; what further channels hold is only saved.
    public enum Channel { MICROPHONE, REFERENCE }

    private record Listening(Channel channel, SoundListener listener) {}

    private static final class Shown {
        final WaveformRing wave = new WaveformRing(COLUMNS);
        final MutableWatch<AudioLevel> level = new MutableWatch<>(AudioLevel.SILENCE);
    }

    private final InetAddress sender;
    private final ChannelCount count = new ChannelCount();
    private final Map<Channel, Shown> shown = Map.of(Channel.MICROPHONE, new Shown(), Channel.REFERENCE, new Shown());
    private final SampleRing kept = new SampleRing(Math.toIntExact(KEPT.toSeconds()) * RATE * ChannelCount.MOST / 2);
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private final MutableWatch<Integer> channels = new MutableWatch<>(0);
    private volatile long lastHeard;

    TapStream(InetAddress sender) {
        this.sender = sender;
    }

    /// Takes the samples of one datagram.
    void write(short[] interleaved, long nanos) {
        int now = count.add(interleaved, nanos);
        lastHeard = nanos;
        if (now != channels.get()) {
            kept.clear();
            channels.set(now);
        }
        int samples = interleaved.length / now;
        kept.add(Arrays.copyOf(interleaved, samples * now));
        for (Channel channel : Channel.values()) {
            if (channel.ordinal() < now) {
                show(channel, channelOf(interleaved, channel.ordinal(), now, samples));
            }
        }
    }

    private void show(Channel channel, short[] pcm) {
        Shown to = shown.get(channel);
        to.wave.write(pcm, RATE, false);
        to.level.set(AudioLevel.of(pcm));
        listeners.stream().filter(each -> each.channel == channel).forEach(each -> each.listener.heard(pcm, RATE));
    }

    private static short[] channelOf(short[] interleaved, int channel, int channels, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = interleaved[i * channels + channel];
        }
        return pcm;
    }

    public InetAddress sender() {
        return sender;
    }

    /// How many channels it has; 0 before anything came. Another number forgets what was kept.
    public Watch<Integer> channels() {
        return channels;
    }

    public Waveform wave(Channel channel) {
        return shown.get(channel).wave;
    }

    public Watch<AudioLevel> level(Channel channel) {
        return shown.get(channel).level;
    }

    /// Monotonic time at which something came last.
    public long lastHeardNanos() {
        return lastHeard;
    }

    /// Hears a channel live until the subscription is closed.
    public WatchSubscription listen(Channel channel, SoundListener listener) {
        Listening listening = new Listening(channel, listener);
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    /// What is kept, up to a minute of two channels: the channels in turn.
    public short[] kept() {
        return kept.all();
    }
}
