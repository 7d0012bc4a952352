package earshot.capture;

import module java.base;

/// How much of a file that somebody else made is still read, in memory and in bytes as they are unpacked. Not safe for use from several threads at once.
final class ReadBudget {
    private long memory;
    private long unpacked;

    ReadBudget(long memory, long unpacked) {
        this.memory = memory;
        this.unpacked = unpacked;
    }

    long memory() {
        return memory;
    }

    /// Whether it fits; takes it in either case.
    boolean take(long bytes) {
        memory -= bytes;
        return memory >= 0;
    }

    /// The same bytes, ending where no more is to be read.
    InputStream limit(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (unpacked <= 0) {
                    return -1;
                }
                int read = super.read(to, offset, (int) Math.min(length, unpacked));
                unpacked -= Math.max(0, read);
                return read;
            }
        };
    }

    /// Whether no more is read.
    boolean spent() {
        return memory < 0 || unpacked <= 0;
    }
}
