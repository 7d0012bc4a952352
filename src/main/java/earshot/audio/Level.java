package earshot.audio;

/// How loud the newest sound was.
///
/// @param rmsDb dBFS, -100 for silence
/// @param peakDb dBFS of the loudest sample
/// @param clipped whether a sample reached full scale
public record Level(double rmsDb, double peakDb, boolean clipped) {
    public static final Level SILENCE = new Level(-100, -100, false);
}
