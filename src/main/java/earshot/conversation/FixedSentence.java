package earshot.conversation;

/// The sentences that are spoken without asking a model.
enum FixedSentence {
    /// In answer to a wake word.
    GREETING,
    /// The answer failed, and the next one may succeed.
    APOLOGY,
    /// The answer failed, and so will the next, until somebody changes something.
    OUT_OF_ORDER,
    /// The provider may not answer this.
    NOT_ANSWERED,
    GOODBYE,
    /// Before a connection is closed because nobody has spoken for long.
    FAREWELL;

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
