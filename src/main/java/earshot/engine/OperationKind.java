package earshot.engine;

import earshot.data.LetterCase;

/// What an [Operation] does.
public enum OperationKind {
    RESTART, PORTS, CHECK, APPLY, UNDO, REDO, RESTORE, TRY, FIND, LIST, FETCH, DEVICE, ACCESS, MEMORY, REMINDER, TASK, PEER, TEST_DEVICE, TALK, FAULT, AUDIO,
    LISTEN, TAP, MEETING, IMPORT, EXPORT, RETRANSCRIBE, BACKUP, RESTORE_HOME, OPEN, DISMISS, SAVE_SESSION, RECORDING;

    /// Whether a person may cancel it wherever they are.
    public boolean cancellable() {
        return this == EXPORT || this == LISTEN;
    }

    /// Key of the console's text.
    public String key() {
        return LetterCase.lower(name());
    }
}
