package earshot.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import module java.base;

/// The first 100 bytes of an SQLite file. Source: https://www.sqlite.org/fileformat.html, section 1.3.
final class SqliteHeader {
    static final int LENGTH = 100;
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(ISO_8859_1);
    private static final int PAGE_SIZE = 4096;

    private SqliteHeader() {}

    /// Writes the fields that have the same value in every database of this program where they have another one.
    static void mend(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(LENGTH);
            while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
                // reads on
            }
            byte[] before = header.array().clone();
            header.put(0, MAGIC);
            int size = Short.toUnsignedInt(header.getShort(16));
            if (size != 1 && (size < 512 || Integer.bitCount(size) != 1)) {
                header.putShort(16, (short) PAGE_SIZE);
            }
            // written and read by the log or by the journal; no reserved bytes; the three fractions, which are fixed
            byte version = (byte) (header.get(18) == 1 ? 1 : 2);
            header.put(18, new byte[] {version, version, 0, 64, 32, 32});
            header.putInt(44, 4); // schema format
            header.putInt(56, 1); // texts in UTF-8
            if (!Arrays.equals(before, header.array())) {
                PrivateFiles.writeAll(channel.position(0), header.position(0));
            }
        }
    }
}
