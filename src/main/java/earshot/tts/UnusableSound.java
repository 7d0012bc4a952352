package earshot.tts;

/// Thrown for bytes that cannot be decoded as the expected audio.
final class UnusableSound extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableSound(String why) {
        super(why, null, false, false);
    }
}
