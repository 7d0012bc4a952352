package earshot.audio.format;

/// Thrown for bytes that cannot be decoded as sound. Its message names the format and what is wrong, as the end of a sentence.
public final class UnusableAudioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean notRead;

    public UnusableAudioException(String why) {
        this(why, false);
    }

    /// @param notRead whether the format is not read here, so that another one helps
    UnusableAudioException(String why, boolean notRead) {
        super(why, null, false, false);
        this.notRead = notRead;
    }

    /// Whether the same sound in another format would be read.
    public boolean notRead() {
        return notRead;
    }
}
