package earshot.audio.format;

import module java.base;

/// Finds where another file begins behind the present one, since some programs join what they made in parts, also of several formats. Bytes that may be its
/// beginning are kept until more have come. Holds the state of one file.
final class NextFileFinder {
    /// No file is shorter; in the first page of FLAC in Ogg the sign of FLAC stands before.
    private static final int SHORTEST_FILE = 40;

    private final Optional<AudioFormat> present;
    private byte[] bytes = new byte[0];
    /// Bytes of the present file that are not looked at.
    private int head = SHORTEST_FILE;
    private boolean found;

    /// @param present format; empty for raw samples
    NextFileFinder(Optional<AudioFormat> present) {
        this.present = present;
    }

    void add(byte[] more) {
        bytes = ByteArrays.join(bytes, more);
    }

    /// Takes the bytes of the present file that have come.
    ///
    /// @param ended whether no more come
    byte[] take(boolean ended) {
        int at = Math.min(head, bytes.length);
        head -= at;
        Match match = Match.NONE;
        for (; at < bytes.length && match == Match.NONE; at++) {
            match = AudioFormat.begins(present, bytes, at);
            match = match == Match.PARTIAL && ended ? Match.NONE : match;
        }
        found = match == Match.WHOLE;
        int own = match == Match.NONE ? at : at - 1;
        byte[] taken = own == bytes.length ? bytes : Arrays.copyOf(bytes, own);
        bytes = ByteArrays.from(bytes, own);
        return taken;
    }

    /// After [#take]: the first bytes of the next file, when it has begun.
    Optional<byte[]> next() {
        return found ? Optional.of(bytes) : Optional.empty();
    }
}
