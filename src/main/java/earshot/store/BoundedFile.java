package earshot.store;

import module java.base;

/// Reads whole files of a home. Whatever they have become, they do not fill the memory: a file beyond its limit is not read.
public final class BoundedFile {
    private BoundedFile() {}

    /// The file is larger than what is read of its kind.
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(Path file, long size, int most) {
            super(file.getFileName() + " has " + size + " bytes, and at most " + most + " are read");
        }
    }

    /// @throws TooLargeException when it has more than `most` bytes
    public static byte[] read(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            // a pipe or device has no size: what is read is bounded too
            byte[] content = channel.size() > most ? new byte[0] : Channels.newInputStream(channel).readNBytes(most + 1);
            if (channel.size() > most || content.length > most) {
                throw new TooLargeException(file, Math.max(channel.size(), content.length), most);
            }
            return content;
        }
    }

    /// The first `most` bytes, or the last ones, as text.
    public static String start(Path file, int most) throws IOException {
        return part(file, 0, most);
    }

    public static String end(Path file, int most) throws IOException {
        return part(file, Math.max(0, Files.size(file) - most), most);
    }

    private static String part(Path file, long from, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return new String(Channels.newInputStream(channel.position(from)).readNBytes(most), StandardCharsets.UTF_8);
        }
    }
}
