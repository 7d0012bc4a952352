package earshot.event;

import earshot.data.LetterCase;

/// Every kind of event that is described in words. The text of each is in `assets/i18n/events*.properties` under [#key]; its placeholders `{0}`, `{1}` … are
/// the arguments, named here where there are any.
public enum EventCode {
    ENGINE_STARTED,
    /// `{0}` time.
    RUN_STOPPED,
    /// `{0}` keys.
    SETTINGS_APPLIED,
    SETTINGS_UNDONE,
    SETTINGS_REDONE,
    /// `{0}` revision.
    SETTINGS_RESTORED,
    SETTINGS_FILE_READ,
    SETTINGS_READ_FOR_DEVICE,
    /// `{0}` addresses.
    NETWORK_CHANGED,
    /// A restart and its phases. `{0}` devices.
    RESTART_ANNOUNCE,
    /// `{0}` meetings.
    RESTART_MEETINGS,
    /// `{0}` devices.
    RESTART_DRAIN,
    RESTART_CLOSE,
    RESTART_OPEN,
    /// `{0}` devices that are back, `{1}` of how many.
    RESTART_BACK,
    /// `{0}` devices that are back, `{1}` that are asleep.
    RESTART_DONE,
    RESTART_CANCELLED,
    RESTART_PROCESS,
    RESTART_WITHIN_PROCESS,
    /// `{0}` reason.
    WATCHDOG_PROCESS,
    /// `{0}` reason.
    WATCHDOG_SERVER,
    ACCESS_APPROVED,
    ACCESS_REFUSED,
    ACCESS_FORGOTTEN,
    /// `{0}` address.
    ACCESS_TAKEOVER,
    /// A fault of the server was switched on by hand. `{0}` the fault.
    FAULT_ON,
    /// `{0}` the fault.
    FAULT_OFF,
    /// A fault of a test device. `{0}` the fault.
    FAULT_ON_DEVICE,
    /// `{0}` the fault.
    FAULT_OFF_DEVICE,
    /// `{0}` address, `{1}` session.
    CONNECTED,
    /// `{0}` milliseconds until it is closed.
    CONNECTION_REPLACED,
    /// `{0}` reason.
    REGISTRATION_FAILED,
    /// `{0}` type of the message, `{1}` reason.
    MESSAGE_FAILED,
    /// A text message of a device that is none. `{0}` reason.
    TEXT_MALFORMED,
    /// `{0}` mode.
    MODE_NOT_SERVED,
    /// `{0}` mode.
    MODE_BEGINS,
    /// `{0}` mode.
    MODE_ENDS,
    /// `{0}` action.
    SERVER_ACTION_REFUSED,
    /// `{0}` format.
    FORMAT_UNKNOWN,
    /// What the firmware must have lost. `{0}` milliseconds, `{1}` gaps.
    DEVICE_RAN_OUT,
    /// `{0}` packets.
    DEVICE_OVERFLOW,
    /// `{0}` bytes, `{1}` milliseconds.
    AUDIO_FIRST,
    /// `{0}` reason.
    AUDIO_BAD,
    /// `{0}` reason, `{1}` how many more of its kind.
    AUDIO_BAD_MORE,
    AUDIO_TOO_FAST,
    LISTEN_START_IGNORED,
    /// `{0}` characters, `{1}` how many of them are used.
    TEXT_CUT,
    TYPED_TEXT_WAITS,
    VOICE_BEGINS,
    /// `{0}` milliseconds.
    SPEECH_ENDS,
    /// `{0}` milliseconds.
    SPEECH_ENDS_AT_LIMIT,
    FRAMES_STOPPED,
    BOUNDARY_MISSING,
    /// `{0}` milliseconds.
    LISTEN_TIMEOUT,
    VOICE_INTERRUPTS,
    NO_VOICE_HEARD,
    /// `{0}` seconds.
    IDLE_NO_VOICE,
    /// `{0}` reason.
    TURN_FAILED,
    /// Texts that nobody said. `{0}` text.
    DROPPED_LITTLE_VOICE,
    /// `{0}` text.
    DROPPED_NO_SPEECH,
    /// `{0}` text.
    DROPPED_PROMPT,
    /// `{0}` text.
    DROPPED_KNOWN_PHRASE,
    /// `{0}` reason.
    TOOL_FAILED,
    /// Messages between devices. `{0}` category, `{1}` receivers.
    PEER_DELIVERED,
    /// `{0}` category, `{1}` receivers.
    PEER_QUEUED,
    /// `{0}` category, `{1}` receivers.
    PEER_NOT_QUEUED,
    /// `{0}` how many were delivered, `{1}` how many were too old.
    PEER_FROM_QUEUE,
    /// `{0}` how many.
    PEER_WAITS_AGAIN,
    PEER_NOT_PERMITTED,
    PEER_OFF,
    /// `{0}` reason.
    PEER_NOT_SENT,
    /// What a device described that it has. `{0}` what is wrong.
    THINGS_WRONG,
    /// `{0}` rule of the protocol, `{1}` what was seen.
    LINT_FOUND,
    REMINDER_DUE,
    REMINDER_DUE_LATER,
    /// `{0}` sentences.
    REMINDER_SPOKEN,
    REMINDER_NOT_HEARD,
    /// `{0}` characters.
    MEMORY_SUMMED_UP,
    /// `{0}` characters.
    MEMORY_AS_SAID,
    /// `{0}` id of the page, `{1}` seconds.
    PAGE_UNACKNOWLEDGED,
    MEETING_BEGUN,
    MEETING_BEGUN_HERE,
    MEETING_CONTINUED,
    /// `{0}` device.
    MEETING_JOINED,
    /// `{0}` sentences.
    MEETING_CHECKPOINT,
    /// `{0}` minutes.
    MEETING_SILENT,
    /// `{0}` cause.
    MEETING_FINALIZE,
    MEETING_FINALIZE_ACK,
    MEETING_TIMERS_STOPPED,
    MEETING_ENDED,
    /// `{0}` seconds.
    MEETING_NO_WORDS,
    /// `{0}` seconds, `{1}` reason.
    MEETING_GAP,
    MEETING_SOUND_KEPT,
    /// `{0}` what was said.
    MEETING_END_PHRASE,
    /// `{0}` and `{1}` the values of the two settings.
    MEETING_NOT_ANSWERED;

    /// Key of its text.
    public String key() {
        return LetterCase.lower(name());
    }
}
