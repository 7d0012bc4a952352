package earshot.audio.format;

/// Recognizes frames of compressed sound whose damage was decoded as if it were sound: short noise, near full level and far louder than all before it. One
/// of the few numbers that a frame's level depends on is enough for that. What stays so loud is sound. Holds the state of one stream.
final class SuddenNoise {
    /// Root mean square: 7 dB below a square wave of full level.
    private static final double LOUD = 14_000;
    /// Against the loudest frame before.
    private static final double JUMP = 2;
    /// Frames before there was any sound to compare with are not judged.
    private static final double SILENCE = 100;
    /// Frames in a row: a transform spreads what is damaged over two.
    private static final int SHORT = 2;
    /// One sample of so many at the limits. Sound that was recorded too loud touches them with its peaks only.
    private static final int CLIPPED = 12;

    /// Samples, of 5 to 16 ms.
    private static final int BLOCK = 256;

    private double loudest;
    private int inARow;

    /// Whether the next frame is noise that must not be heard.
    boolean in(short[] pcm) {
        int clipped = 0;
        for (short sample : pcm) {
            clipped += sample == Short.MAX_VALUE || sample == Short.MIN_VALUE ? 1 : 0;
        }
        double level = level(pcm);
        boolean jump = level > LOUD && loudest > SILENCE && level > JUMP * loudest;
        if (clipped * CLIPPED > pcm.length || jump && ++inARow <= SHORT) {
            return true;
        }
        inARow = 0;
        loudest = Math.max(loudest, level);
        return false;
    }

    /// That of the loudest block.
    private static double level(short[] pcm) {
        double most = 0;
        for (int from = 0; from < pcm.length; from += BLOCK) {
            int until = Math.min(pcm.length, from + BLOCK);
            double square = 0;
            for (int i = from; i < until; i++) {
                square += pcm[i] * pcm[i];
            }
            most = Math.max(most, square / (until - from));
        }
        return Math.sqrt(most);
    }
}
