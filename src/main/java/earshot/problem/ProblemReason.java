package earshot.problem;

import module java.base;

import earshot.data.LetterCase;

/// A reason that is in the language of the reader, as an argument of a problem. Its texts stand beside those of the problems under [#key].
public enum ProblemReason {
    NOT_A_DIRECTORY,
    /// Nor says HOME one.
    NO_USER_HOME,
    NOT_A_FILE,
    /// A symbolic link.
    DANGLING_LINK,
    /// It stands where something restored belongs.
    IN_THE_WAY,
    /// A file of meetings, which was written again.
    REWRITTEN,
    ABSENT,
    NO_BACKUP,
    TOO_MANY_FILES,
    FOREIGN_FILE,
    TOO_LARGE,
    /// Of lists and maps within each other.
    TOO_DEEP,
    /// Before what is wrong with a line.
    FILE_LINE,
    DUPLICATE_FILE,
    NO_DATABASE,
    /// Of a home: nothing was kept in it yet.
    HOME_EMPTY,
    DATABASE_DAMAGED,
    BACKUP_NEWER,
    FOREIGN_CODE,
    NOT_READABLE,
    IS_A_DIRECTORY,
    /// Of sound: its end is missing, or some of it is damaged.
    SOUND_CUT,
    /// Of sound: nothing after `{0}` seconds was heard. Before the reason.
    SOUND_HEARD_UNTIL,
    /// Before what happened, why, and what to do, where each has a line.
    HEADING_WHAT,
    HEADING_WHY,
    HEADING_DO,
    /// How many connections of a recording were judged, and how many findings there are.
    LINT_FOUND,
    /// What is wrong with a session file. The details are a number, a name within it, or both.
    SESSION_NO_FILE,
    /// The rest of an archive is missing.
    SESSION_TRUNCATED,
    /// An archive that cannot be read.
    SESSION_ARCHIVE,
    SESSION_NEWER,
    SESSION_CUT,
    SESSION_LINES,
    SESSION_SOUND,
    SESSION_GROWING,
    /// What is wrong with the files of a certificate.
    NO_KEYSTORE,
    WRONG_PASSWORD,
    NO_CERTIFICATE,
    NO_PRIVATE_KEY,
    KEY_NOT_PKCS8,
    KEY_OF_ANOTHER,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_YET_VALID,
    /// Of a provider.
    CERTIFICATE_WITHOUT_AUTHORITY,
    CERTIFICATE_OF_ANOTHER_HOST,
    /// The certificate that Earshot made, which was made anew.
    CERTIFICATE_REPLACED,
    /// What is wrong with a line of a settings file.
    NOT_UTF_8,
    YAML_TAB,
    YAML_FOREIGN_SPACE,
    YAML_BYTE_ORDER_MARK,
    YAML_FULL_WIDTH,
    YAML_SPACE,
    YAML_COLON,
    YAML_QUOTE,
    YAML_QUOTES_NEEDED,
    YAML_FLOW,
    YAML_TYPOGRAPHIC,
    YAML_INDENT,
    YAML_DOCUMENTS,
    YAML_NO_MAP,
    YAML_CONTROL,
    YAML_ALIASES,
    YAML_SYNTAX,
    /// What does not hold of a settings file.
    NO_MODEL,
    OTHER_RECOGNIZER,
    OTHER_VOICE,
    NO_MEMORY,
    OTHER_SETTING,
    /// Why a tool or its server failed.
    TOOL_ABSENT,
    TOOL_ARGUMENTS,
    TOOL_SILENT,
    TOOL_BUSY,
    TOOL_CONNECTION_CLOSED,
    TOOL_NO_ANSWER,
    TOOL_NO_RESULT,
    TOOL_SESSION_LOST,
    TOOL_LIST_LARGE,
    TOOL_LIST_ENDLESS,
    TOOL_NAMES_LONG,
    TOOLS_MANY,
    TOOL_NO_VOLUME,
    TOOL_SERVER_AWAY,
    TOOL_SERVER_ENDED,
    TOOL_SERVER_UNREACHABLE,
    TOOL_SERVER_HOST_UNKNOWN,
    TOOL_SERVER_CUT,
    TOOL_SERVER_HUNG_UP,
    TOOL_SERVER_UNANSWERED,
    TOOL_SERVER_STREAM_ENDED,
    TOOL_SERVER_NO_STREAM,
    TOOL_SERVER_REDIRECTS,
    TOOL_SERVER_REDIRECT_BAD,
    TOOL_SERVER_REDIRECTED,
    TOOL_SERVER_OTHER_ORIGIN,
    TOOL_SERVER_SIGN_IN,
    TOOL_SERVER_MESSAGE_LARGE,
    TOOL_SERVER_SIGNS,
    TOOL_SERVER_NO_COMMAND,
    TOOL_SERVER_INTERNAL,
    TOOL_SERVER_NO_HTTP,
    TOOL_SERVER_HEADER,
    TOOL_SERVER_ENV_FILE,
    TOOL_SERVER_NO_PROGRAM,
    TOOL_SERVER_ITSELF,
    TOOL_SERVER_UNFILLED,
    TOOL_FILE_NO_OBJECT,
    /// What is wrong in a line of a script for test devices, or with the whole of it.
    SCRIPT_LINE, SCRIPT_FILE, SCRIPT_NO_STEPS, SCRIPT_MANY_STEPS, SCRIPT_ONE_STEP, SCRIPT_STEP, SCRIPT_KEYS, SCRIPT_KEY,
    SCRIPT_TWICE, SCRIPT_PLAIN, SCRIPT_NO_TIME, SCRIPT_TAKES, SCRIPT_TAKES_TEXT, SCRIPT_TAKES_TIME, SCRIPT_TAKES_WAIT,
    SCRIPT_TAKES_NOTHING,
    /// What a test device did not get done, and in which line of its script; why its connection ended.
    DEVICE_UNAPPROVED, DEVICE_NO_LISTEN, DEVICE_UNSENT, DEVICE_NO_ANSWER, DEVICE_FRAMES_LOST, DEVICE_REFUSED, DEVICE_BECAUSE,
    DEVICE_HUNG_UP, DEVICE_HANG_UP_FAULT, DEVICE_SERVER_ENDED, DEVICE_SERVER_CLOSED, DEVICE_BROKE, SCRIPT_NOTHING_SAID,
    SCRIPT_NO_INTERRUPT, SCRIPT_ANSWER_ON, SCRIPT_NO_HANG_UP, SCRIPT_EXPECTED, SCRIPT_EXPECTED_HEARD, SCRIPT_EXPECTED_ANSWER,
    SCRIPT_TOOK,
    /// What is done wrong on purpose.
    FAULT_DELAY, FAULT_JITTER, FAULT_LOSS, FAULT_REORDERING, FAULT_BURST, FAULT_SLOW_READER, FAULT_HALF_OPEN, FAULT_WRONG_FRAMING,
    FAULT_HANG_UP, FAULT_HELLO_LATE, FAULT_HELLO_MISSING, FAULT_HELLO_WRONG, FAULT_OTA_ERROR, FAULT_OTA_NOT_JSON, FAULT_OTA_SLOW,
    FAULT_RECOGNIZER_FAILS, FAULT_RECOGNIZER_SLOW, FAULT_MODEL_FAILS, FAULT_MODEL_SLOW, FAULT_VOICE_FAILS, FAULT_VOICE_SLOW,
    /// Why a reminder cannot be.
    REMINDER_NO_ID,
    REMINDER_EMPTY,
    REMINDER_LONG,
    REMINDER_PAST,
    REMINDER_FAR,
    REMINDER_OFTEN,
    REMINDER_MANY,
    REMINDER_ABSENT,
    /// Why the server restarts by itself.
    SERVER_NO_ANSWER,
    SERVER_THREAD_ENDED,
    /// What a file, a disk or a connection says.
    ACCESS_DENIED,
    NOT_WRITABLE,
    DISK_FULL,
    DISK_LITTLE,
    DISK_READ_ONLY,
    DISK_NOEXEC,
    NO_DATABASE_OPEN,
    NO_ANSWER_WITHIN,
    NO_ANSWER,
    CONNECTION_REFUSED,
    CONNECTION_LOST,
    HOST_UNKNOWN,
    NO_HTTP_ADDRESS,
    HOST_ABSENT,
    UNREACHABLE,
    TLS_FAILED,
    ANSWERED,
    ANSWERED_NOTHING,
    WEBHOOK_HEADER,
    NO_MODEL_CHOSEN,
    MEMORY_WAITING,
    /// Of speech in a meeting.
    STOPPED_BEFORE,
    /// Why a request for a connection was refused.
    HANDSHAKE_NO_WEBSOCKET,
    HANDSHAKE_VERSION,
    HANDSHAKE_HEAD_LARGE,
    HANDSHAKE_BODY_LARGE,
    HANDSHAKE_INCOMPLETE,
    HANDSHAKE_SILENT,
    HANDSHAKE_HUNG_UP,
    ORIGIN_NOT_ALLOWED,
    HOST_NOT_ALLOWED,
    TOKEN_MISSING,
    TOKEN_INVALID,
    TOKEN_UNCHECKED,
    TOKENS_WRONG,
    TOKEN_ANSWERS_WAIT,
    REFUSED_BY_OPERATOR,
    DEVICE_IN_MEETING,
    DEVICE_PROVEN,
    DEVICE_FLOODED,
    ADDRESS_FLOODED,
    PORT_IS_HTTP,
    PORT_IN_USE,
    REACH_COMPUTER,
    REACH_NETWORK,
    HEAD_CONTROL_CHARACTERS,
    HEAD_FIRST_LINE,
    HEAD_FOLDED,
    HEAD_TWICE,
    HEAD_MANY,
    HANDSHAKE_TLS,
    HANDSHAKE_TLS_OFF,
    HANDSHAKE_NO_HTTP,
    OTA_WITHOUT_TOKEN,
    /// What is wrong with a sound file.
    SOUND_TOO_LARGE,
    SOUND_NO_WAV,
    SOUND_NO_FORMAT,
    SOUND_NO_SOUND,
    SOUND_FORMAT_CUT,
    SOUND_BEFORE_FORMAT,
    SOUND_CODED,
    SOUND_CLAIMS,
    /// What is notable of a call of a tool.
    TOOL_CALL_AS_TEXT,
    /// Why a firmware file is not handed out.
    FIRMWARE_UNCHECKED,
    FIRMWARE_NO_IMAGE,
    FIRMWARE_DAMAGED,
    FIRMWARE_NO_VERSION,
    FIRMWARE_OTHER_VERSION,
    FIRMWARE_BOARD_UNKNOWN,
    FIRMWARE_OTHER_CHIP,
    FIRMWARE_NO_PARTITION,
    FIRMWARE_TOO_LARGE,
    /// Why tokens of others cannot be judged.
    TOKEN_NO_KEY,
    TOKEN_SECRET_SHORT,
    TOKEN_SECRET_IS_KEY,
    TOKEN_KEY_UNREADABLE,
    TOKEN_ALGORITHM_UNKNOWN,
    TOKEN_NO_ADDRESS,
    /// What a decoder says of sound, as a noun. `{0}` is mostly the name of its format.
    AUDIO_NO_SOUND,
    AUDIO_NOT_DECODED,
    AUDIO_IS_TEXT,
    AUDIO_IN_JSON,
    AUDIO_NOT_READ,
    AUDIO_UNKNOWN,
    AUDIO_SAMPLE_RATE,
    AUDIO_SAMPLE_BITS,
    AUDIO_FORMAT_RATE,
    AUDIO_FORMAT_BITS,
    AUDIO_CHANNELS,
    AUDIO_WAV_CODING,
    AUDIO_WITHOUT_SOUND,
    AUDIO_WITHOUT_FRAMES,
    AUDIO_WITHOUT_HEAD,
    AUDIO_RATE_CHANGES,
    AUDIO_RATES_DIFFER,
    AUDIO_FRAMES_DAMAGED,
    AUDIO_NOISE, AUDIO_NARROW,
    AUDIO_AAC_KIND,
    AUDIO_TABLE_DAMAGED,
    AUDIO_TABLE_LATE,
    AUDIO_TABLE_ABSENT,
    AUDIO_FRAME_ORDER,
    AUDIO_CODING_ABSENT,
    AUDIO_MP4_CODING,
    AUDIO_PROTECTED,
    AUDIO_OGG_OTHER,
    AUDIO_OGG_NO_PAGE,
    AUDIO_OGG_DAMAGED,
    AUDIO_OGG_PACKET,
    AUDIO_TOO_LONG,
    AUDIO_WAITED,
    /// What is wrong with a binary message of a device. `{0}` is the framing that it announced.
    PACKET_EMPTY,
    PACKET_DAMAGED,
    /// What `{0}` of [#PACKET_DAMAGED] may be.
    PACKET_FRAME_LONG, PACKET_ODD, PACKET_FRAME_BEYOND, PACKET_NO_COUNT, PACKET_LONG, PACKET_PADDING, PACKET_UNEQUAL,
    PACKET_NO_LENGTH, PACKET_HALF_LENGTH, PACKET_UNDECODABLE,
    /// What is wrong with a text message of a device.
    MESSAGE_EMPTY, MESSAGE_NO_OBJECT, MESSAGE_NO_TYPE, MESSAGE_TYPE_KIND, MESSAGE_NO_JSON, MESSAGE_UNREADABLE, MESSAGE_LACKS,
    MESSAGE_LISTEN_STATE,
    FRAMING_RAW,
    FRAMING_SHORT,
    FRAMING_VERSION,
    FRAMING_SIZE,
    FRAMING_TYPE,
    FRAMING_LIKE_1,
    FRAMING_LIKE_2,
    FRAMING_LIKE_3,
    /// What the protocol lint saw.
    LINT_PACKETS_LOST,
    LINT_NO_STOP,
    LINT_FRAME_CHANGED,
    LINT_PACKET_LONG,
    LINT_ID,
    LINT_NO_TYPE,
    LINT_INSTEAD,
    LINT_TOOLS,
    LINT_EMOTION,
    LINT_STOP_BEFORE,
    LINT_PING,
    LINT_NO_SILENCE,
    LINT_PAGE_UNASKED,
    LINT_AUDIO_FORMAT,
    LINT_SOUND_AFTER,
    LINT_AHEAD,
    LINT_NO_START,
    LINT_BANDWIDTH,
    LINT_OUTSIDE,
    LINT_HELLO_AFTER,
    LINT_NONE_WITHIN,
    LINT_MISSING,
    LINT_SILENT,
    LINT_START_FIRST,
    LINT_SIZE,
    LINT_NO_OBJECT,
    LINT_STATUS,
    LINT_MQTT,
    LINT_VERSION,
    LINT_VERSION_NO_URL,
    LINT_NO_WS,
    LINT_IPV6,
    LINT_PATH_COLON,
    LINT_COLON,
    /// What is wrong with the things that a device with old firmware describes.
    THING_UNNAMED,
    THING_NAME_LONG,
    THINGS_MANY,
    THING_UNKNOWN,
    THING_TYPE,
    THING_PROPERTY_UNKNOWN,
    AND_MORE,
    /// Why the server that issued a token did not say whether it holds.
    TOKEN_CHECKS_MANY,
    TOKEN_CLIENT_REFUSED,
    TOKEN_ANSWER_UNCLEAR,
    TOKEN_KEYS_UNCLEAR,
    ANSWER_NO_JSON,
    /// Why a file gives no tasks. `{0}` line.
    FILE_NO_JSON,
    NO_TASKS,
    /// Who or what ended a meeting.
    MEETING_END_MESSAGE,
    MEETING_END_MODE,
    MEETING_END_PHRASE,
    MEETING_END_CONSOLE,
    MEETING_END_ABSENCE,
    MEETING_END_SILENCE,
    /// Where an answer was cut, because it had no end.
    BOUND_CHARACTERS,
    BOUND_EVENTS,
    BOUND_BYTES,
    BOUND_TEXT,
    /// `{0}` bytes.
    BOUND_MESSAGE,
    BOUND_LINE,
    /// What is wrong with a model of whisper.cpp.
    WHISPER_FOREIGN,
    WHISPER_CUT,
    WHISPER_DAMAGED,
    WHISPER_NOT_TAKEN,
    WHISPER_NATIVE;

    static final String PREFIX = "reason.";

    String key() {
        return PREFIX + LetterCase.lower(name());
    }

    /// This reason with what it is about, as an argument. Its text has a place for each detail, or the one detail stands behind it. A detail may be a reason
    /// without details.
    public String with(Object... details) {
        return this + ProblemArgument.details(Arrays.asList(details));
    }

    /// As an argument.
    @Override
    public String toString() {
        return key();
    }

    /// Why a setting does not take a value, as an argument.
    ///
    /// @param key of the text, in `assets/i18n/settings*.properties` under `refused.`
    public static String refusal(String key, List<String> details) {
        return ProblemArgument.refusal(key, details);
    }

    /// An argument in the words of a language; what is neither a reason nor a problem stays as it is.
    public static String text(String argument, Locale locale) {
        return ProblemArgument.text(argument, locale);
    }
}
