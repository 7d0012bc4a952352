package earshot.capture;

import module java.base;

/// The lines of a file that somebody else wrote. Of a line that is too long only the beginning is read into memory.
final class BoundedLines {
    private static final byte LINE_END = '\n';

    private BoundedLines() {}

    /// Hands over each line without its end, the last one also where it has none.
    ///
    /// @param longest bytes of a line
    /// @param line answers whether to continue
    static void read(InputStream from, int longest, Predicate<byte[]> line) throws IOException {
        byte[] chunk = new byte[1 << 16];
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (int size = from.read(chunk); size >= 0; size = from.read(chunk)) {
            int begin = 0;
            for (int at = 0; at < size; at++) {
                if (chunk[at] == LINE_END) {
                    append(rest, chunk, begin, at, longest);
                    begin = at + 1;
                    if (!take(rest, line)) {
                        return;
                    }
                }
            }
            append(rest, chunk, begin, size, longest);
        }
        if (rest.size() > 0) {
            take(rest, line);
        }
    }

    private static void append(ByteArrayOutputStream rest, byte[] chunk, int from, int to, int longest) {
        rest.write(chunk, from, Math.min(to - from, longest - rest.size()));
    }

    private static boolean take(ByteArrayOutputStream rest, Predicate<byte[]> line) {
        byte[] whole = rest.toByteArray();
        rest.reset();
        return line.test(whole);
    }
}
