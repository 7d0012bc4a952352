package earshot.tap;

import java.util.OptionalInt;

/// How many channels a board sends, by how much comes: 32 000 bytes a second for each; and by what that sounds like, which is known sooner and where
/// datagrams are lost. Used on one thread.
final class ChannelCount {
    static final int MOST = 4;
    private static final int USUAL = 2;
    private static final double BYTES_PER_SECOND = 2 * TapStream.RATE;
    /// A microphone that was off starts over.
    private static final long PAUSE_NANOS = 300_000_000;
    private static final long WINDOW_NANOS = 1_000_000_000;
    private static final double SURE = 0.2;
    /// Of what a board sends, at least so much arrives: a tone may sound like channels that are not there.
    private static final double LEAST_ARRIVED = 0.4;
    private static final int OPINIONS_FOR_MORE = 2;
    private static final int OPINIONS_FOR_LESS = 5;

    private final Interleaving sound = new Interleaving();
    private int channels = USUAL;
    private int measured;
    private int agreeing;
    private boolean running;
    private long from;
    private long last;
    private long bytes;

    /// Counts a datagram in, and tells how many channels it has.
    int add(short[] samples, long nanos) {
        sound.add(samples);
        return add(2 * samples.length, nanos);
    }

    /// The same of bytes that say nothing.
    int add(int length, long nanos) {
        if (!running || nanos - last > PAUSE_NANOS) {
            running = true;
            from = nanos;
            bytes = 0;
            sound.take();
        } else {
            bytes += length;
            if (nanos - from >= WINDOW_NANOS) {
                measure(bytes * 1e9 / (nanos - from) / BYTES_PER_SECOND, sound.take());
                from = nanos;
                bytes = 0;
            }
        }
        last = nanos;
        return channels;
    }

    /// What is not a whole number says nothing. A second opinion is needed for more, and several for less: a network that loses datagrams makes it seem less.
    private void measure(double exact, OptionalInt heard) {
        if (heard.isPresent() && exact <= heard.getAsInt() + SURE && exact >= LEAST_ARRIVED * heard.getAsInt()) {
            channels = heard.getAsInt();
            agreeing = 0;
            return;
        }
        int now = (int) Math.clamp(Math.round(exact), 1, MOST);
        if (Math.abs(exact - now) <= SURE) {
            agreeing = now == measured ? agreeing + 1 : 1;
            measured = now;
            if (agreeing >= (now > channels ? OPINIONS_FOR_MORE : OPINIONS_FOR_LESS)) {
                channels = now;
            }
        }
    }
}
