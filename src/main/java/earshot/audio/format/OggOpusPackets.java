package earshot.audio.format;

import module java.base;

/// The packets of a stream of Opus in Ogg, exactly as they are, up to the first place that is damaged: what follows could not be counted.
///
/// @param packets in order, without the two of the head
/// @param whole whether the stream was read to its end
public record OggOpusPackets(List<byte[]> packets, boolean whole) {
    private static final int CHUNK = 1 << 14;
    private static final int LARGEST_PACKET = 1 << 16;
    /// Memory that an empty packet takes.
    private static final int PACKET_BYTES = 40;
    private static final int HEADS = 2;

    /// @param in anything; read until its end or its damage
    /// @param most bytes of memory for all packets; the rest is not read
    public static OggOpusPackets read(InputStream in, long most) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        long bytes = 0;
        ByteQueue queue = new ByteQueue();
        boolean last = false;
        for (Optional<OggPage> page = next(in, queue); page.isPresent(); page = next(in, queue)) {
            int before = packets.size();
            if (last || !take(page.get(), packet, packets)) {
                return result(packets, false);
            }
            bytes += packets.subList(before, packets.size()).stream().mapToLong(one -> PACKET_BYTES + one.length).sum();
            if (bytes > most) {
                return result(packets, false);
            }
            last = page.get().last();
        }
        return result(packets, last && queue.size() == 0);
    }

    private static OggOpusPackets result(List<byte[]> packets, boolean whole) {
        return new OggOpusPackets(List.copyOf(packets.subList(Math.min(HEADS, packets.size()), packets.size())), whole);
    }

    /// The next page, taken; empty where none follows, or one that is damaged.
    private static Optional<OggPage> next(InputStream in, ByteQueue queue) throws IOException {
        while (true) {
            if (queue.size() >= OggPage.HEAD) {
                Optional<OggPage> page = OggPage.begins(queue, 0) ? OggPage.parse(queue) : Optional.empty();
                if (page.isPresent() && page.get().bytes().isPresent()) {
                    queue.skip(page.get().size());
                    return page;
                }
                if (page.isPresent() || !OggPage.begins(queue, 0)) {
                    return Optional.empty();
                }
            }
            byte[] more = in.readNBytes(CHUNK);
            if (more.length == 0) {
                return Optional.empty();
            }
            queue.add(more);
        }
    }

    private static boolean take(OggPage page, ByteArrayOutputStream packet, List<byte[]> packets) {
        int at = OggPage.HEAD + page.segments();
        for (int i = 0; i < page.segments(); i++) {
            int length = page.segmentLength(i);
            packet.write(page.bytes().orElseThrow(), at, length);
            at += length;
            if (packet.size() > LARGEST_PACKET) {
                return false;
            }
            if (length < 255) {
                packets.add(packet.toByteArray());
                packet.reset();
            }
        }
        return true;
    }
}
