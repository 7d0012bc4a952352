package earshot.audio;

/// Thrown for bytes that are not a valid Opus packet.
public final class UndecodableAudioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndecodableAudioException(String reason) {
        this(reason, null);
    }

    public UndecodableAudioException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
