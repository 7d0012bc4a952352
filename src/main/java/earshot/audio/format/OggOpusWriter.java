package earshot.audio.format;

import module java.base;

import earshot.audio.OpusPacket;
import earshot.audio.UndecodableAudioException;

/// Writes Opus packets into Ogg exactly as they are (RFC 3533, RFC 7845). Not safe for use from several threads at once.
public final class OggOpusWriter implements AutoCloseable {
    private static final int SEGMENT = 255;
    private static final int MOST_SEGMENTS = 255;
    private static final int SAMPLES_PER_MILLI = 48;
    /// A packet starts with the page, and its lengths must fit one.
    private static final int LONGEST = SEGMENT * MOST_SEGMENTS - 1;

    private final OutputStream out;
    private final int serial;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] lengths = new byte[MOST_SEGMENTS];
    private int segments;
    private int pages;
    private long samples;

    /// @param serial tells streams in one file apart; any number
    /// @param vendor who wrote it
    public OggOpusWriter(OutputStream out, int serial, String vendor) throws IOException {
        this.out = out;
        this.serial = serial;
        // one channel, nothing to skip, original rate not said, no gain
        byte[] head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN).put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1)
            .array();
        append(head);
        page(OggPage.FIRST);
        byte[] name = vendor.getBytes(StandardCharsets.UTF_8);
        append(ByteBuffer.allocate(16 + name.length).order(ByteOrder.LITTLE_ENDIAN).put("OpusTags".getBytes(StandardCharsets.US_ASCII)).putInt(name.length)
            .put(name).putInt(0).array());
        page(0);
    }

    /// Whether the bytes can be told apart again as a packet of such a file.
    public static boolean fits(byte[] packet) {
        try {
            OpusPacket.of(packet);
            return packet.length <= LONGEST;
        } catch (UndecodableAudioException _) {
            return false;
        }
    }

    /// @param packet one that [#fits]
    public void write(byte[] packet) throws IOException {
        if (segments + packet.length / SEGMENT + 1 > MOST_SEGMENTS) {
            page(0);
        }
        append(packet);
        samples += (long) OpusPacket.statedMicros(packet) * SAMPLES_PER_MILLI / 1_000;
    }

    /// Writes what waits, so that it survives the end of the process.
    public void flush() throws IOException {
        if (segments > 0) {
            page(0);
        }
    }

    /// Ends the stream and closes what it is written to.
    @Override
    public void close() throws IOException {
        try (out) {
            page(OggPage.LAST);
        }
    }

    private void append(byte[] packet) {
        for (int i = 0; i < packet.length / SEGMENT; i++) {
            lengths[segments++] = (byte) SEGMENT;
        }
        lengths[segments++] = (byte) (packet.length % SEGMENT);
        body.writeBytes(packet);
    }

    private void page(int flags) throws IOException {
        byte[] page = ByteBuffer.allocate(OggPage.HEAD + segments + body.size()).order(ByteOrder.LITTLE_ENDIAN).put("OggS".getBytes(StandardCharsets.US_ASCII))
            .put((byte) 0).put((byte) flags)
            .putLong(samples).putInt(serial).putInt(pages++).putInt(0).put((byte) segments).put(lengths, 0, segments).put(body.toByteArray()).array();
        ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(OggPage.CHECKSUM, OggPage.checksum(page));
        out.write(page);
        segments = 0;
        body.reset();
    }
}
