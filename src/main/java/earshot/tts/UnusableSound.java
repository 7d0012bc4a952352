package earshot.tts;

/// Bytes that are not the sound that they should be.
final class UnusableSound extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableSound(String why) {
        super(why, null, false, false);
    }
}
