package earshot.tap;

import module java.base;

/// How many channels take turns in samples, by what they sound like: neighbors of one channel are nearly the same, those of two are not. A network that loses
/// datagrams changes nothing of that. Used on one thread.
final class Interleaving {
    /// Mean of the samples of what is loud enough to say something.
    private static final int LOUD = 100;
    private static final int FEWEST = 4_000;
    /// How much more alike samples of one channel are.
    private static final double SURE = 1.5;

    /// Sums of differences of samples that lie 1 to 4 apart.
    private final long[] differences = new long[ChannelCount.MOST + 1];
    private long samples;

    /// Adds a datagram.
    void add(short[] interleaved) {
        long loudness = 0;
        for (short sample : interleaved) {
            loudness += Math.abs(sample);
        }
        if (loudness < (long) LOUD * interleaved.length) {
            return;
        }
        for (int i = ChannelCount.MOST; i < interleaved.length; i++) {
            for (int apart = 1; apart <= ChannelCount.MOST; apart++) {
                differences[apart] += Math.abs(interleaved[i] - interleaved[i - apart]);
            }
        }
        samples += Math.max(0, interleaved.length - ChannelCount.MOST);
    }

    /// What was added since the last call says; empty where that is nothing for sure.
    OptionalInt take() {
        OptionalInt channels = samples < FEWEST ? OptionalInt.empty() : IntStream.rangeClosed(1, ChannelCount.MOST).filter(this::alike).findFirst();
        Arrays.fill(differences, 0);
        samples = 0;
        return channels;
    }

    /// Whether samples so far apart are more alike than those of other distances, but for the multiples of this one, which may be as much alike.
    private boolean alike(int apart) {
        return IntStream.rangeClosed(1, ChannelCount.MOST).filter(other -> other != apart)
            .allMatch(other -> other % apart == 0 && apart > 1 ? differences[other] >= differences[apart] : differences[other] > SURE * differences[apart]);
    }
}
