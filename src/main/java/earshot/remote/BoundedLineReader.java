package earshot.remote;

import module java.base;

import earshot.data.ChineseText;

/// Reads lines from a stream, each as soon as it is complete, with a limit on their length that the JDK's readers do not have. A longer line is a
/// failure, or is cut where only people read it.
public final class BoundedLineReader {
    private static final int CHUNK_BYTES = 8192;
    /// Bytes that are held before they are read as lines.
    private static final int MAX_HELD = 64 << 10;

    /// Looks at all bytes in their order, before they are read as lines.
    @FunctionalInterface
    public interface ByteScanner {
        /// Bytes `from` (inclusive) to `to` (exclusive); they change after the call.
        void scan(byte[] bytes, int from, int to);
    }

    private final InputStream in;
    private final int maxBytes;
    private final boolean cuts;
    private final boolean returnEndsLine;
    private final ByteScanner scanner;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private byte[] chunk = new byte[CHUNK_BYTES];
    private int at;
    private int end;
    /// What reading failed with while bytes before it waited.
    private Optional<IOException> failure = Optional.empty();
    private boolean afterReturn;

    /// Lines end with LF or CR LF.
    public BoundedLineReader(InputStream in, int maxBytes) {
        this(in, maxBytes, false, false, (_, _, _) -> {});
    }

    private BoundedLineReader(InputStream in, int maxBytes, boolean cuts, boolean returnEndsLine, ByteScanner scanner) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.cuts = cuts;
        this.returnEndsLine = returnEndsLine;
        this.scanner = scanner;
    }

    /// Lines end with CR, LF or CR LF, as those of an event stream. A line is complete with its CR; the next byte is not waited for.
    static BoundedLineReader endedByReturns(InputStream in, int maxBytes, ByteScanner scanner) {
        return new BoundedLineReader(in, maxBytes, false, true, scanner);
    }

    /// Reads on after `maxBytes` of a line, without keeping what follows in it.
    public static BoundedLineReader cutting(InputStream in, int maxBytes) {
        return new BoundedLineReader(in, maxBytes, true, false, (_, _, _) -> {});
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
            Optional<String> line = takeBuffered();
            if (line.isPresent()) {
                return line;
            }
            if (!refill()) {
                return this.line.size() == 0 ? Optional.empty() : Optional.of(takeLine());
            }
        }
    }

    /// The next line if it can be had without waiting for the other side.
    ///
    /// @throws IOException as [#next]
    Optional<String> nextArrived() throws IOException {
        Optional<String> line = takeBuffered();
        while (line.isEmpty() && arrived() && refill()) {
            line = takeBuffered();
        }
        return line;
    }

    /// Takes what has arrived, without waiting for the other side, so that the scanner has seen it. A failure in it comes when the lines before it are read.
    void takeArrived() {
        try {
            while (end - at < MAX_HELD && failure.isEmpty() && in.available() > 0) {
                makeRoom();
                if (!read(end)) {
                    return;
                }
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
    }

    private void makeRoom() {
        if (end < chunk.length) {
            return;
        }
        if (at > 0) {
            System.arraycopy(chunk, at, chunk, 0, end - at);
        } else {
            chunk = Arrays.copyOf(chunk, 2 * chunk.length);
        }
        end -= at;
        at = 0;
    }

    private boolean arrived() throws IOException {
        return failure.isPresent() || in.available() > 0;
    }

    /// Waits for more bytes, when all were read as lines; false at the end of the stream.
    private boolean refill() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return read(0);
    }

    private boolean read(int from) throws IOException {
        int count = in.read(chunk, from, chunk.length - from);
        end = from + Math.max(0, count);
        scanner.scan(chunk, from, end);
        return count >= 0;
    }

    /// The next line if its end is in the chunk; otherwise keeps what the chunk holds of it.
    private Optional<String> takeBuffered() throws TooLong {
        if (afterReturn && at < end) {
            at += chunk[at] == '\n' ? 1 : 0;
            afterReturn = false;
        }
        for (int i = at; i < end; i++) {
            byte b = chunk[i];
            if (b == '\n' || b == '\r' && returnEndsLine) {
                keep(i);
                at = i + 1;
                afterReturn = b == '\r';
                return Optional.of(takeLine());
            }
        }
        keep(end);
        at = 0;
        end = 0;
        return Optional.empty();
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
        // an event stream is UTF-8; a program may write as its system does
        String text = returnEndsLine ? line.toString(StandardCharsets.UTF_8) : ChineseText.ofProgram(line.toByteArray());
        line.reset();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
