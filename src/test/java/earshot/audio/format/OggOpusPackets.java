package earshot.audio.format;

import module java.base;

/// The packets of a stream of Opus in Ogg, exactly as they are, up to the first place that is damaged: what follows could not be counted.
///
/// @param packets in order, without the two of the head
/// @param whole whether the stream was read to its end
record OggOpusPackets(List<byte[]> packets, boolean whole) {
    /// Memory that an empty packet takes.
    private static final int PACKET_BYTES = 40;

    /// @param in anything; read until its end or its damage
    /// @param most bytes of memory for all packets; the rest is not read
    static OggOpusPackets read(InputStream in, long most) throws IOException {
        OggOpusPageReader reader = new OggOpusPageReader(in);
        List<byte[]> packets = new ArrayList<>();
        long left = most;
        for (Optional<List<byte[]>> page = reader.next(); page.isPresent(); page = reader.next()) {
            packets.addAll(page.get());
            left -= page.get().stream().mapToLong(one -> PACKET_BYTES + one.length).sum();
            if (left < 0) {
                return new OggOpusPackets(List.copyOf(packets), false);
            }
        }
        return new OggOpusPackets(List.copyOf(packets), reader.whole());
    }
}
