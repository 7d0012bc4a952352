package earshot.audio;

import module java.base;

/// The last seconds of Opus packets that a device sent: 20 s of speech are some 50 KB in Opus and 640 KB as samples. They are decoded
/// only when a person asks for them. Safe for use from any thread; no call waits.
public final class PacketRing {
    /// Maximum duration of the kept audio.
    static final long NANOS = 20_000_000_000L;
    /// Maximum bytes of all packets; a stream of over 50 kbit/s keeps less than [#NANOS].
    static final int BYTES = 128 * 1024;

    /// @param arrivalNanos when it arrived, monotonic
    /// @param soundNanos its duration
    record Packet(byte[] opus, long arrivalNanos, long soundNanos) {}

    private final Deque<Packet> packets = new ArrayDeque<>();
    private long nanos;
    private int bytes;

    /// Appends a packet that could be decoded. The array is not copied and must not be changed.
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
