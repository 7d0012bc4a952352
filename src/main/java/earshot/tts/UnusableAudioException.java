package earshot.tts;

/// Thrown for bytes that cannot be decoded as the expected audio.
final class UnusableAudioException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableAudioException(String why) {
        super(why, null, false, false);
    }
}
