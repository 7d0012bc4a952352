package earshot.remote;

import module java.base;

import earshot.data.ChineseText;

/// Reads lines from a stream, each as soon as it is complete, with a limit on their length that the JDK's readers do not have. A longer line is a
/// failure, or is cut where only people read it.
public final class BoundedLineReader {
    private final InputStream in;
    private final int maxBytes;
    private final boolean cuts;
    private final boolean returnEndsLine;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final byte[] chunk = new byte[8192];
    private int at;
    private int end;
    private boolean afterReturn;

    /// Lines end with LF or CR LF.
    public BoundedLineReader(InputStream in, int maxBytes) {
        this(in, maxBytes, false, false);
    }

    private BoundedLineReader(InputStream in, int maxBytes, boolean cuts, boolean returnEndsLine) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.cuts = cuts;
        this.returnEndsLine = returnEndsLine;
    }

    /// Lines end with CR, LF or CR LF, as those of an event stream. A line is complete with its CR; the next byte is not waited for.
    static BoundedLineReader endedByReturns(InputStream in, int maxBytes) {
        return new BoundedLineReader(in, maxBytes, false, true);
    }

    /// Reads on after `maxBytes` of a line, without keeping what follows in it.
    public static BoundedLineReader cutting(InputStream in, int maxBytes) {
        return new BoundedLineReader(in, maxBytes, true, false);
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
            end = in.read(chunk);
            if (end < 0) {
                end = 0;
                return this.line.size() == 0 ? Optional.empty() : Optional.of(takeLine());
            }
        }
    }

    /// The next line if it can be had without waiting for the other side.
    ///
    /// @throws IOException as [#next]
    Optional<String> nextArrived() throws IOException {
        Optional<String> line = takeBuffered();
        while (line.isEmpty() && in.available() > 0) {
            end = in.read(chunk);
            if (end < 0) {
                end = 0;
                return Optional.empty();
            }
            line = takeBuffered();
        }
        return line;
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
