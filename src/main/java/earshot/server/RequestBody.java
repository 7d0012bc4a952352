package earshot.server;

import module java.base;

import earshot.data.LetterCase;

/// Where the body of a request ends.
sealed interface RequestBody {
    /// Whether these bytes may hold all of it. Costs nothing, whatever they are.
    boolean mayBeComplete(byte[] bytes, int from, int to);

    /// The body; empty while it is not complete.
    ///
    /// @throws IllegalArgumentException when it is malformed, with the reason
    Optional<byte[]> read(byte[] bytes, int from, int to);

    /// The most bytes that are read of it.
    int mostBytes();

    /// Whether it is larger than is taken, as far as `count` bytes tell.
    boolean tooLarge(int count);

    /// The body that a head announces.
    ///
    /// @param most bytes that are taken
    static RequestBody of(RequestHead head, int most) {
        if (head.header("transfer-encoding").filter(codings -> LetterCase.lower(codings.strip()).endsWith("chunked")).isPresent()) {
            return new Chunks(most);
        }
        int announced = head.header("content-length").filter(length -> length.matches("\\d+"))
            .map(length -> length.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(length)).orElse(0);
        return new Sized(announced, most);
    }

    /// `Content-Length`.
    record Sized(int length, int most) implements RequestBody {
        @Override
        public boolean mayBeComplete(byte[] bytes, int from, int to) {
            return to - from >= length;
        }

        @Override
        public Optional<byte[]> read(byte[] bytes, int from, int to) {
            return mayBeComplete(bytes, from, to) ? Optional.of(Arrays.copyOfRange(bytes, from, from + length)) : Optional.empty();
        }

        @Override
        public int mostBytes() {
            return Math.min(length, most);
        }

        @Override
        public boolean tooLarge(int count) {
            return length > most;
        }
    }

    /// `Transfer-Encoding: chunked`.
    final class Chunks implements RequestBody {
        /// A body that looks complete and is not; one of a real client seldom does.
        private static final int MAX_TRIES = 64;

        private final int most;
        private int tries;

        Chunks(int most) {
            this.most = most;
        }

        @Override
        public boolean mayBeComplete(byte[] bytes, int from, int to) {
            return to - from >= 5 && bytes[to - 1] == '\n' && bytes[to - 2] == '\r' && bytes[to - 3] == '\n';
        }

        @Override
        public Optional<byte[]> read(byte[] bytes, int from, int to) {
            if (++tries > MAX_TRIES) {
                throw new IllegalArgumentException("the chunks do not end");
            }
            return ChunkedBody.read(bytes, from, to);
        }

        @Override
        public int mostBytes() {
            // a quarter for the lengths of chunks, besides their content
            return most + most / 4;
        }

        @Override
        public boolean tooLarge(int count) {
            return count >= mostBytes();
        }
    }
}
