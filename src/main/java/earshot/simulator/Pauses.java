package earshot.simulator;

import earshot.audio.AudioLevel;
import earshot.audio.PcmAudio;

/// Tells the pauses of who speaks from the words, by how loud it was lately. Used by one thread.
final class Pauses {
    private static final double QUIET_DB = -50;
    private static final double BELOW_WORDS_DB = 25;
    private static final double FORGOTTEN_PER_SECOND_DB = 5;

    private double loudness = AudioLevel.FLOOR_DB;

    /// Whether a piece is part of one, or hardly heard at all. Each is to be told, in order.
    boolean include(PcmAudio piece) {
        double level = AudioLevel.of(piece.pcm()).rmsDb();
        loudness = Math.max(level, loudness - FORGOTTEN_PER_SECOND_DB * piece.pcm().length / piece.rate());
        return level <= Math.max(QUIET_DB, loudness - BELOW_WORDS_DB);
    }
}
