package earshot.meeting.recording;

import module java.base;

import earshot.store.PrivateFiles;

/// A file of Opus packets in order of arrival. Used by one thread.
final class OpusPacketFile implements AutoCloseable {
    static final int RATE = 16_000;
    static final int HEADER_BYTES = 4;

    /// @param samples at 16 kHz
    record Packet(byte[] opus, int samples) {}

    /// Packets around a part of the recording.
    ///
    /// @param before audio in them that comes before the part: a decoder needs some to settle
    record Excerpt(List<Packet> packets, Duration before) {}

    private final FileChannel channel;
    private long samples;

    private OpusPacketFile(FileChannel channel, long samples) {
        this.channel = channel;
        this.samples = samples;
    }

    /// Opens a file to append to, or creates it. An incomplete last record, left by a crash, is cut off.
    static OpusPacketFile open(Path file) throws IOException {
        PrivateFiles.createDirectories(file.getParent());
        long whole = 0;
        long samples = 0;
        if (Files.exists(file)) {
            long size = Files.size(file);
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
                while (size - whole >= HEADER_BYTES) {
                    int length = in.readUnsignedShort();
                    int count = in.readUnsignedShort();
                    if (size - whole - HEADER_BYTES < length) {
                        break;
                    }
                    in.skipNBytes(length);
                    whole += HEADER_BYTES + length;
                    samples += count;
                }
            }
        }
        FileChannel channel = PrivateFiles.open(file);
        channel.truncate(whole);
        channel.position(whole);
        return new OpusPacketFile(channel, samples);
    }

    /// Writes a file with the packets of others, one after the other; those that do not exist have none.
    ///
    /// @return the length of the audio before the last of them
    static Duration join(Path file, List<Path> parts) throws IOException {
        try (OpusPacketFile joined = open(file)) {
            Duration before = Duration.ZERO;
            for (Path part : parts) {
                before = joined.length();
                if (Files.exists(part)) {
                    joined.appendAll(part);
                }
            }
            return before;
        }
    }

    /// An incomplete last record is left out.
    private void appendAll(Path part) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(part), 1 << 16))) {
            for (Optional<Packet> packet = next(in); packet.isPresent(); packet = next(in)) {
                append(packet.get());
            }
        }
    }

    /// The next packet of a file; empty at its end, and for an incomplete last record.
    static Optional<Packet> next(DataInputStream in) throws IOException {
        try {
            int size = in.readUnsignedShort();
            int count = in.readUnsignedShort();
            byte[] opus = in.readNBytes(size);
            return opus.length < size ? Optional.empty() : Optional.of(new Packet(opus, count));
        } catch (EOFException _) {
            return Optional.empty();
        }
    }

    void append(Packet packet) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + packet.opus().length).putShort((short) packet.opus().length).putShort((short) packet.samples())
            .put(packet.opus()).flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
        samples += packet.samples();
    }

    /// The length of the audio in it.
    Duration length() {
        return duration(samples);
    }

    /// The packets that contain a span, as far as the file has them.
    ///
    /// @param lead audio to read before it, as far as there is some
    static Excerpt read(Path file, Duration from, Duration length, Duration lead) throws IOException {
        long first = samples(from);
        long end = first + samples(length);
        long begin = Math.max(0, first - samples(lead));
        List<Packet> packets = new ArrayList<>();
        long at = 0;
        long before = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            while (at < end) {
                int size = in.readUnsignedShort();
                int count = in.readUnsignedShort();
                if (at + count <= begin) {
                    in.skipNBytes(size);
                } else {
                    if (packets.isEmpty()) {
                        before = first - at;
                    }
                    packets.add(new Packet(in.readNBytes(size), count));
                }
                at += count;
            }
        } catch (EOFException _) {
            // end of what is written so far
        }
        return new Excerpt(packets, duration(Math.max(0, before)));
    }

    private static Duration duration(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / RATE);
    }

    static long samples(Duration sound) {
        return sound.toNanos() / 1_000 * RATE / 1_000_000;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
