package earshot.audio.format;

import module java.base;

final class Samples {
    private Samples() {}

    static short[] joined(List<short[]> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        ShortBuffer all = ShortBuffer.allocate(pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(all::put);
        return all.array();
    }
}
