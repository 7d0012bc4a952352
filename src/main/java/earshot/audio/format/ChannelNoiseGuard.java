package earshot.audio.format;

import module java.base;

/// Refuses noise ([NoiseGuard]) in any of several channels before they are mixed, because what noise is mixed to need not look like noise. Holds the state of
/// one stream.
final class ChannelNoiseGuard {
    private final List<NoiseGuard> guards;
    /// Samples that the guard of a channel has kept, because they are too few to be judged yet.
    private final int[] kept;
    /// The mix of what one of them has kept.
    private short[] waiting = new short[0];

    ChannelNoiseGuard(int channels) {
        guards = Stream.generate(NoiseGuard::new).limit(channels).toList();
        kept = new int[channels];
    }

    /// Takes the next samples of all channels and what they are mixed to, and returns what may be heard of that.
    short[] pass(short[][] channels, short[] mixed) throws UnusableAudioException {
        int withheld = 0;
        for (int i = 0; i < channels.length; i++) {
            kept[i] += channels[i].length - guards.get(i).pass(channels[i]).length;
            withheld = Math.max(withheld, kept[i]);
        }
        short[] all = Arrays.copyOf(waiting, waiting.length + mixed.length);
        System.arraycopy(mixed, 0, all, waiting.length, mixed.length);
        waiting = Arrays.copyOfRange(all, all.length - withheld, all.length);
        return Arrays.copyOf(all, all.length - withheld);
    }

    /// No more samples come: returns the mix of those that were kept.
    short[] rest() throws UnusableAudioException {
        for (NoiseGuard guard : guards) {
            guard.rest();
        }
        Arrays.fill(kept, 0);
        short[] rest = waiting;
        waiting = new short[0];
        return rest;
    }
}
