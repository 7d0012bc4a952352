package earshot.remote;

import module java.base;

/// Reads lines from a stream, each as soon as it is complete, with a limit on their length that the JDK's readers do not have. A longer line is a
/// failure, or is cut where only people read it.
public final class BoundedLineReader {
    private final InputStream in;
    private final int maxBytes;
    private final boolean cuts;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final byte[] chunk = new byte[8192];
    private int at;
    private int end;

    public BoundedLineReader(InputStream in, int maxBytes) {
        this(in, maxBytes, false);
    }

    private BoundedLineReader(InputStream in, int maxBytes, boolean cuts) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.cuts = cuts;
    }

    /// Reads on after `maxBytes` of a line, without keeping what follows in it.
    public static BoundedLineReader cutting(InputStream in, int maxBytes) {
        return new BoundedLineReader(in, maxBytes, true);
    }

    /// A line, or what is built of lines, is longer than the limit.
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a line without end");
        }
    }

    /// The next line without its line end; empty at the end of the stream. Text after the last line end counts as a line.
    ///
    /// @throws IOException when reading fails, or a line is longer than the limit and is not cut
    public Optional<String> next() throws IOException {
        while (true) {
            for (int i = at; i < end; i++) {
                if (chunk[i] == '\n') {
                    keep(i);
                    at = i + 1;
                    return Optional.of(takeLine());
                }
            }
            keep(end);
            at = 0;
            end = in.read(chunk);
            if (end < 0) {
                end = 0;
                return line.size() == 0 ? Optional.empty() : Optional.of(takeLine());
            }
        }
    }

    private void keep(int until) throws TooLong {
        int length = until - at;
        if (line.size() + length > maxBytes) {
            if (!cuts) {
                throw new TooLong();
            }
            length = Math.max(0, maxBytes - line.size());
        }
        line.write(chunk, at, length);
    }

    private String takeLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
