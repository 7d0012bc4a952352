package earshot.audio.format;

import module java.base;

/// The header of a frame of a format that has no sign at its beginning.
interface FrameHeader {
    /// Bytes of the whole frame.
    int length();

    /// What all frames of a stream have in common.
    int kind();

    /// Reads a header.
    interface Parser {
        /// Empty when the bytes at the index are none.
        Optional<? extends FrameHeader> parse(byte[] bytes, int at);
    }

    /// Whether frames of one kind follow each other from an index, the last one at least with its header: samples rarely look so.
    ///
    /// @param size bytes of a header
    static Match follow(Parser parser, int size, byte[] bytes, int at, int count) {
        Optional<? extends FrameHeader> one = parser.parse(bytes, at);
        int next = at;
        for (int left = count - 1; one.isPresent() && left > 0; left--) {
            int kind = one.get().kind();
            next += one.get().length();
            if (next + size > bytes.length) {
                return Match.PARTIAL;
            }
            one = parser.parse(bytes, next).filter(other -> other.kind() == kind);
        }
        return one.isPresent() ? Match.WHOLE : Match.NONE;
    }
}
