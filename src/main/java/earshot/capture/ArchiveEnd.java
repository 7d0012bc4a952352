package earshot.capture;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.problem.ReasonException;

/// What the end of a ZIP file says of its list of files, which is read into memory as a whole.
///
/// @param files how many
/// @param bytes of the list
record ArchiveEnd(long files, long bytes) {
    private static final int END_BYTES = 22;
    private static final int END_MARK = 0x06054b50;
    private static final int MOST_COMMENT = 0xffff;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_MARK = 0x07064b50;
    private static final int LARGE_END_BYTES = 56;
    private static final int LARGE_END_MARK = 0x06064b50;
    private static final int FILE_MARK = 0x04034b50;

    /// @throws ReasonException where it is not an archive, or its end is missing
    static ArchiveEnd of(FileChannel file) throws IOException {
        long size = file.size();
        int tail = (int) Math.min(size, END_BYTES + MOST_COMMENT);
        ByteBuffer bytes = read(file, size - tail, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            // what follows is a comment and nothing else
            if (bytes.getInt(at) == END_MARK && at + END_BYTES + Short.toUnsignedInt(bytes.getShort(at + 20)) == tail) {
                ArchiveEnd end = new ArchiveEnd(Short.toUnsignedInt(bytes.getShort(at + 10)), Integer.toUnsignedLong(bytes.getInt(at + 12)));
                return large(file, size - tail + at).orElse(end);
            }
        }
        boolean begins = size > Integer.BYTES && read(file, 0, Integer.BYTES).getInt(0) == FILE_MARK;
        throw new ReasonException(begins ? ProblemReason.SESSION_TRUNCATED : ProblemReason.SESSION_NO_FILE);
    }

    /// The end of an archive of more than 4 GB stands before the usual one, which then says less.
    private static Optional<ArchiveEnd> large(FileChannel file, long end) throws IOException {
        if (end < LOCATOR_BYTES) {
            return Optional.empty();
        }
        ByteBuffer locator = read(file, end - LOCATOR_BYTES, LOCATOR_BYTES);
        long at = locator.getLong(8);
        if (locator.getInt(0) != LOCATOR_MARK || at < 0 || at > end - LOCATOR_BYTES - LARGE_END_BYTES) {
            return Optional.empty();
        }
        ByteBuffer large = read(file, at, LARGE_END_BYTES);
        return large.getInt(0) == LARGE_END_MARK ? Optional.of(new ArchiveEnd(large.getLong(32), large.getLong(40))) : Optional.empty();
    }

    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new ReasonException(ProblemReason.SESSION_TRUNCATED);
            }
        }
        return bytes;
    }
}
