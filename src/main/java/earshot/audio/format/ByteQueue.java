package earshot.audio.format;

import module java.base;

/// Bytes that arrive in pieces and are taken from the front. Not safe for use from several threads at once.
final class ByteQueue {
    private byte[] bytes = new byte[0];
    private int start;
    private int end;
    private long position;

    /// One with these bytes, which must not change while nothing is added.
    static ByteQueue of(byte[] bytes) {
        ByteQueue queue = new ByteQueue();
        queue.bytes = bytes;
        queue.end = bytes.length;
        return queue;
    }

    void add(byte[] more) {
        if (bytes.length - end < more.length) {
            int size = size();
            byte[] all = bytes.length >= 2 * (size + more.length) ? bytes : new byte[Math.max(2 * (size + more.length), 1_024)];
            System.arraycopy(bytes, start, all, 0, size);
            bytes = all;
            start = 0;
            end = size;
        }
        System.arraycopy(more, 0, bytes, end, more.length);
        end += more.length;
    }

    int size() {
        return end - start;
    }

    /// How many bytes were taken before the first one here.
    long position() {
        return position;
    }

    /// The byte at an index, 0 to 255.
    int at(int index) {
        return bytes[start + index] & 0xff;
    }

    /// A copy of some bytes.
    byte[] copy(int from, int length) {
        return Arrays.copyOfRange(bytes, start + from, start + from + length);
    }

    /// Takes at most so many bytes, as many as there are, and returns how many.
    int skip(long most) {
        int skipped = (int) Math.min(most, size());
        start += skipped;
        position += skipped;
        return skipped;
    }

    /// Takes the first bytes.
    byte[] take(int length) {
        byte[] taken = copy(0, length);
        skip(length);
        return taken;
    }

    /// Takes at most so many bytes into an array, as many as there are, and returns how many.
    int take(byte[] to, int offset, int most) {
        int length = Math.min(most, size());
        System.arraycopy(bytes, start, to, offset, length);
        return skip(length);
    }
}
