package earshot.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads lines from a stream, each as soon as it is complete, with a limit on their length that the JDK's readers do not have.
final class BoundedLineReader {
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final byte[] chunk = new byte[8192];
    private int at;
    private int end;

    BoundedLineReader(InputStream in) {
        this.in = in;
    }

    /// A line is longer than the limit.
    static final class LineTooLong extends IOException {
        private static final long serialVersionUID = 1L;

        LineTooLong() {
            super("a line without end");
        }
    }

    /// The next line without its line end; empty at the end of the stream. Text after the last line end counts as a line.
    /// Throws [LineTooLong] when a line is longer than 1 MiB.
    Optional<String> next() throws IOException {
        while (true) {
            for (int i = at; i < end; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, at, i - at);
                    at = i + 1;
                    return Optional.of(takeLine());
                }
            }
            line.write(chunk, at, end - at);
            if (line.size() > MAX_LINE_BYTES) {
                throw new LineTooLong();
            }
            at = 0;
            end = in.read(chunk);
            if (end < 0) {
                end = 0;
                return line.size() == 0 ? Optional.empty() : Optional.of(takeLine());
            }
        }
    }

    private String takeLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
