package earshot.server;

import module java.base;

/// Reads a request body in chunks (`Transfer-Encoding: chunked`, RFC 9112 section 7.1). Extensions and trailers are skipped.
final class ChunkedBody {
    private final byte[] bytes;
    private final int to;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int at;

    private ChunkedBody(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /// The body; empty while it is not complete.
    ///
    /// @throws IllegalArgumentException when these are not chunks
    static Optional<byte[]> read(byte[] bytes, int from, int to) {
        return new ChunkedBody(bytes, from, to).read();
    }

    private Optional<byte[]> read() {
        while (true) {
            int lineEnd = lineEnd();
            if (lineEnd < 0) {
                return Optional.empty();
            }
            int size = size(lineEnd);
            at = lineEnd + 2;
            if (size == 0) {
                return trailersEnd() ? Optional.of(body.toByteArray()) : Optional.empty();
            }
            if (to - at < size + 2) {
                return Optional.empty();
            }
            body.write(bytes, at, size);
            at += size;
            if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
                throw new IllegalArgumentException("a chunk is longer than it says");
            }
            at += 2;
        }
    }

    private int size(int lineEnd) {
        String line = new String(bytes, at, lineEnd - at, StandardCharsets.ISO_8859_1);
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (digits.isEmpty() || digits.length() > 7) {
            throw new IllegalArgumentException("not a length of a chunk");
        }
        try {
            return HexFormat.fromHexDigits(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a length of a chunk", e);
        }
    }

    private boolean trailersEnd() {
        for (int end = lineEnd(); end >= 0; end = lineEnd()) {
            boolean empty = end == at;
            at = end + 2;
            if (empty) {
                return true;
            }
        }
        return false;
    }

    private int lineEnd() {
        for (int i = at; i + 1 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
