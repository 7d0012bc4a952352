package earshot.doubles;

import module java.base;

/// Gives bytes in exactly these pieces, one at each read, as a connection does. Bytes after the first piece have not arrived until they are read.
public final class PiecewiseStreamFake extends InputStream {
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int at;

    public PiecewiseStreamFake(byte[]... pieces) {
        Stream.of(pieces).filter(piece -> piece.length > 0).forEach(this.pieces::add);
    }

    /// Cuts at these positions, in ascending order.
    public static PiecewiseStreamFake cut(byte[] bytes, int... positions) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int position : positions) {
            pieces.add(Arrays.copyOfRange(bytes, from, position));
            from = position;
        }
        pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
        return new PiecewiseStreamFake(pieces.toArray(byte[][]::new));
    }

    /// Each piece has the same length.
    public static PiecewiseStreamFake inPiecesOf(int length, byte[] bytes) {
        return cut(bytes, IntStream.iterate(length, position -> position < bytes.length, position -> position + length).toArray());
    }

    /// How many pieces have not been read to their end.
    public int piecesLeft() {
        return pieces.size();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int length) {
        if (pieces.isEmpty()) {
            return -1;
        }
        byte[] piece = pieces.peek();
        int given = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, to, from, given);
        at += given;
        if (at == piece.length) {
            pieces.poll();
            at = 0;
        }
        return given;
    }

    @Override
    public int available() {
        return at == 0 ? 0 : pieces.peek().length - at;
    }
}
