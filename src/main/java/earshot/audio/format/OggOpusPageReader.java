package earshot.audio.format;

import module java.base;

/// Reads a stream of Opus in Ogg page by page, up to the first place that is damaged: what follows could not be counted. Not safe for use from several threads.
public final class OggOpusPageReader {
    private static final int CHUNK = 1 << 14;
    private static final int LARGEST_PACKET = 1 << 16;
    private static final int HEADS = 2;

    private final InputStream in;
    private final ByteQueue queue = new ByteQueue();
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private int heads;
    private boolean last;
    private boolean damaged;

    /// @param in anything; read until its end or its damage
    public OggOpusPageReader(InputStream in) {
        this.in = in;
    }

    /// The packets that end on the next page, in order and without those of the head; empty where no page follows.
    public Optional<List<byte[]>> next() throws IOException {
        Optional<OggPage> page = damaged ? Optional.empty() : page();
        if (page.isEmpty()) {
            return Optional.empty();
        }
        List<byte[]> packets = new ArrayList<>();
        damaged = last || !take(page.get(), packets);
        last |= page.get().last();
        int skipped = Math.min(HEADS - heads, packets.size());
        heads += skipped;
        return damaged && packets.isEmpty() ? Optional.empty() : Optional.of(packets.subList(skipped, packets.size()));
    }

    /// Whether the stream was read to its end and nothing in it was damaged.
    public boolean whole() {
        return last && !damaged && queue.size() == 0;
    }

    /// The next page, taken; empty where none follows, or one that is damaged.
    private Optional<OggPage> page() throws IOException {
        while (true) {
            if (queue.size() >= OggPage.HEAD) {
                Optional<OggPage> page = OggPage.begins(queue, 0) ? OggPage.parse(queue) : Optional.empty();
                if (page.isPresent() && page.get().bytes().isPresent()) {
                    queue.skip(page.get().size());
                    return page;
                }
                if (page.isPresent() || !OggPage.begins(queue, 0)) {
                    damaged = true;
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

    private boolean take(OggPage page, List<byte[]> packets) {
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
