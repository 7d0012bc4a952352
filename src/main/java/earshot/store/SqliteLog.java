package earshot.store;

import module java.base;

/// The write-ahead log beside an SQLite file. Source: https://www.sqlite.org/fileformat.html, section 4.
final class SqliteLog {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAGIC = 0x377f0682;

    private SqliteLog() {}

    /// Writes the newest first page that the log holds to a file. SQLite reads the log of a file that has a page at least; that of an empty one it
    /// deletes. False when there is no log, or none with such a page.
    static boolean writeFirstPage(Path log, Path file) throws IOException {
        if (!Files.isRegularFile(log)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer header = read(channel, 0, HEADER);
            int pageSize = header.limit() < HEADER || (header.getInt(0) & ~1) != MAGIC ? 0 : header.getInt(8);
            if (pageSize < 512 || pageSize > 65_536 || Integer.bitCount(pageSize) != 1) {
                return false;
            }
            long newest = -1;
            for (long at = HEADER; at + FRAME_HEADER + pageSize <= channel.size(); at += FRAME_HEADER + pageSize) {
                ByteBuffer frame = read(channel, at, FRAME_HEADER);
                // after the newest frames lie those of an earlier round, which had other salts
                if (frame.getLong(8) != header.getLong(16)) {
                    break;
                }
                newest = frame.getInt(0) == 1 ? at : newest;
            }
            if (newest < 0) {
                return false;
            }
            PrivateFiles.write(file, read(channel, newest + FRAME_HEADER, pageSize).array());
            return true;
        }
    }

    /// Shorter at the end of the file.
    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            // reads on
        }
        return bytes.flip();
    }
}
