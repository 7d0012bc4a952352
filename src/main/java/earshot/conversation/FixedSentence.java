package earshot.conversation;

import earshot.data.LetterCase;

/// The sentences that are not a model's: those that are spoken without asking one, and what one is told.
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
    FAREWELL,
    /// To a model that calls a tool which does not exist.
    UNKNOWN_TOOL,
    /// A reminder that is due.
    REMINDER,
    /// A reminder that was due while it could not be said.
    REMINDER_MISSED,
    /// More such reminders than are said at once.
    REMINDERS_MORE;

    String key() {
        return LetterCase.lower(name());
    }
}
