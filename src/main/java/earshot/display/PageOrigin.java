package earshot.display;

import earshot.device.ConnectionMode;

/// Why a page is sent, which decides in which modes of its badge it may be.
enum PageOrigin {
    /// Another device sent it: dialogs only, work modes have the screen for themselves.
    FORWARDED,
    /// The answer to somebody who just spoke to this badge. It is shown in every mode: where a work mode mutes the voice, nothing else answers.
    ANSWER,
    /// The badge listens and nobody has spoken yet.
    READY,
    /// Nobody spoke; the mode is over with that.
    TIMEOUT;

    boolean allowed(ConnectionMode mode) {
        return switch (this) {
            case ANSWER -> true;
            case FORWARDED -> dialog(mode);
            case READY -> mode == ConnectionMode.DIALOG_PREPARING;
            case TIMEOUT -> mode == ConnectionMode.DIALOG_PREPARING || mode == ConnectionMode.CONNECTED_IDLE;
        };
    }

    static boolean dialog(ConnectionMode mode) {
        return switch (mode) {
            case DIALOG_PREPARING, DIALOG_ACTIVE -> true;
            case CONNECTED_IDLE, MEETING, CODING, WORKING -> false;
        };
    }
}
