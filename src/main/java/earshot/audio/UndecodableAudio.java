package earshot.audio;

/// Thrown for bytes that are not a valid Opus packet.
public final class UndecodableAudio extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndecodableAudio(String reason) {
        this(reason, null);
    }

    public UndecodableAudio(String reason, Throwable cause) {
        super(reason, cause);
    }
}
