package earshot.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The newest seconds that a device sent, as it sent them: 20 s of speech are some 50 KB in Opus and 640 KB as samples. Decoded only when
/// a person asks for them. Safe for use from any thread; no call waits.
public final class PacketRing {
    /// How much sound is kept.
    static final long NANOS = 20_000_000_000L;
    /// The packets of all of it take no more than this; of a stream of over 50 kbit/s less sound is kept.
    static final int BYTES = 128 * 1024;

    /// @param arrivalNanos when it came, monotonic
    /// @param soundNanos how long it sounds
    record Packet(byte[] opus, long arrivalNanos, long soundNanos) {}

    private final Deque<Packet> packets = new ArrayDeque<>();
    private long nanos;
    private int bytes;

    /// Appends a packet that could be decoded. It is not copied; nobody changes it.
    public synchronized void add(byte[] opus, long arrivalNanos, long soundNanos) {
        packets.addLast(new Packet(opus, arrivalNanos, soundNanos));
        nanos += soundNanos;
        bytes += opus.length;
        while (packets.size() > 1 && (nanos > NANOS || bytes > BYTES)) {
            Packet oldest = packets.removeFirst();
            nanos -= oldest.soundNanos;
            bytes -= oldest.opus.length;
        }
    }

    public synchronized void clear() {
        packets.clear();
        nanos = 0;
        bytes = 0;
    }

    /// Whether nothing is kept.
    public synchronized boolean empty() {
        return packets.isEmpty();
    }

    synchronized List<Packet> packets() {
        return List.copyOf(packets);
    }
}
