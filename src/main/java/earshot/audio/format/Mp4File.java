package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;

/// Finds the table of an MP4 file wherever it lies in it.
final class Mp4File {
    private static final int BOX_HEAD = 8;
    private static final int LARGEST_TABLE = 64 << 20;

    private Mp4File() {}

    /// The track of sound of a file with one table; empty for other files, and for MP4 files that come in fragments.
    static Optional<Mp4Track> track(Path file) throws IOException, UnusableAudioException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Optional<Mp4Box> movie = find(channel);
            return movie.isPresent() ? Optional.of(Mp4Track.of(movie.get())).filter(track -> !track.frames().isEmpty()) : Optional.empty();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException _) {
            throw new UnusableAudioException(ProblemReason.AUDIO_TABLE_DAMAGED);
        }
    }

    private static Optional<Mp4Box> find(SeekableByteChannel channel) throws IOException {
        long at = 0;
        while (true) {
            ByteBuffer head = read(channel, at, 2 * BOX_HEAD);
            if (head.limit() < 2 * BOX_HEAD || at == 0 && !Mp4Box.type(head, 4).equals("ftyp")) {
                return Optional.empty();
            }
            long size = head.getInt(0) & 0xffffffffL;
            int headSize = size == 1 ? 2 * BOX_HEAD : BOX_HEAD;
            size = size == 1 ? head.getLong(BOX_HEAD) : size;
            if (size < headSize || size > channel.size() - at) {
                return Optional.empty();
            }
            if (Mp4Box.type(head, 4).equals("moov")) {
                return size > LARGEST_TABLE ? Optional.empty() : Optional.of(new Mp4Box("moov", read(channel, at + headSize, (int) size - headSize)));
            }
            at += size;
        }
    }

    private static ByteBuffer read(SeekableByteChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.position(at);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // reads on
        }
        return bytes.flip();
    }
}
