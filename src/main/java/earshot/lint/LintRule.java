package earshot.lint;

import module java.base;

import earshot.fault.FaultKind;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;

/// The rules. Each is said in words by its problem. Source: xiaozhi-protocol, where each names its place.
public enum LintRule {
    HELLO_TRANSPORT("hello-transport", Side.SERVER, "rule 4", ProblemCode.PROTOCOL_FATAL),
    HELLO_LATE("hello-late", Side.SERVER, "rule 5", ProblemCode.PROTOCOL_BROKEN),
    HELLO_AUDIO("hello-audio", Side.SERVER, "section 2", ProblemCode.PROTOCOL_BROKEN),
    FRAMING_SENT("framing-sent", Side.SERVER, "rule 8", ProblemCode.PROTOCOL_FATAL),
    FRAMING_RECEIVED("framing-received", Side.DEVICE, "rule 8", ProblemCode.PROTOCOL_BROKEN),
    AUDIO_EARLY("audio-early", Side.SERVER, "rule 9", ProblemCode.PROTOCOL_BROKEN),
    AUDIO_UNANNOUNCED("audio-unannounced", Side.SERVER, "section 4", ProblemCode.PROTOCOL_BROKEN),
    AUDIO_AHEAD("audio-ahead", Side.SERVER, "rule 10", ProblemCode.PROTOCOL_BROKEN),
    PACKET_LONG("packet-long", Side.SERVER, "section 2", ProblemCode.PROTOCOL_BROKEN),
    STOP_EARLY("stop-early", Side.SERVER, "section 4", ProblemCode.PROTOCOL_ODD),
    START_TWICE("start-twice", Side.SERVER, "section 4", ProblemCode.PROTOCOL_BROKEN),
    ABORT_UNANSWERED("abort-unanswered", Side.SERVER, "rule 11", ProblemCode.PROTOCOL_BROKEN),
    START_BEFORE_LISTEN("start-before-listen", Side.SERVER, "rule 12", ProblemCode.PROTOCOL_BROKEN),
    CHANNEL_SILENT("channel-silent", Side.SERVER, "rule 14", ProblemCode.PROTOCOL_BROKEN),
    MCP_ID("mcp-id", Side.SERVER, "rule 15", ProblemCode.PROTOCOL_BROKEN),
    MCP_ANSWER_ID("mcp-answer-id", Side.DEVICE, "rule 15", ProblemCode.PROTOCOL_BROKEN),
    MCP_CURSOR("mcp-cursor", Side.SERVER, "rule 15", ProblemCode.PROTOCOL_BROKEN),
    MCP_PAGE("mcp-page", Side.DEVICE, "rule 15", ProblemCode.PROTOCOL_ODD),
    JSON_LARGE("json-large", Side.SERVER, "section 2", ProblemCode.PROTOCOL_BROKEN),
    JSON_TYPE("json-type", Side.SERVER, "section 4", ProblemCode.PROTOCOL_BROKEN),
    ALERT_INCOMPLETE("alert-incomplete", Side.SERVER, "section 4", ProblemCode.PROTOCOL_BROKEN),
    EMOTION_UNKNOWN("emotion-unknown", Side.SERVER, "section 4", ProblemCode.PROTOCOL_ODD),
    TEXT_MALFORMED("text-malformed", Side.DEVICE, "section 4", ProblemCode.PROTOCOL_ODD),
    TEXT_PING("text-ping", Side.DEVICE, "rule 14", ProblemCode.PROTOCOL_ODD),
    SESSION_ID("session-id", Side.DEVICE, "section 4", ProblemCode.PROTOCOL_ODD),
    SESSION_ID_SENT("session-id-sent", Side.SERVER, "section 4", ProblemCode.PROTOCOL_ODD),
    AUDIO_OUTSIDE_LISTEN("audio-outside-listen", Side.DEVICE, "section 4", ProblemCode.PROTOCOL_BROKEN),
    FRAME_CHANGED("frame-changed", Side.DEVICE, "section 3", ProblemCode.PROTOCOL_BROKEN),
    RATE_WRONG("rate-wrong", Side.DEVICE, "section 3", ProblemCode.PROTOCOL_BROKEN),
    DTX_UNUSED("dtx-unused", Side.DEVICE, "section 3", ProblemCode.PROTOCOL_ODD),
    OTA_REPLY("ota-reply", Side.SERVER, "rule 1", ProblemCode.PROTOCOL_FATAL),
    OTA_VERSION("ota-version", Side.SERVER, "rule 2", ProblemCode.PROTOCOL_FATAL),
    OTA_UPGRADE("ota-upgrade", Side.SERVER, "rule 3", ProblemCode.PROTOCOL_BROKEN),
    OTA_ADDRESS("ota-address", Side.SERVER, "rule 7 and section 1", ProblemCode.PROTOCOL_BROKEN),
    OTA_FIELDS("ota-fields", Side.SERVER, "section 1", ProblemCode.PROTOCOL_ODD),
    OTA_BODY("ota-body", Side.DEVICE, "section 1", ProblemCode.PROTOCOL_ODD);

    /// Who breaks a rule.
    public enum Side { DEVICE, SERVER }

    private final String id;
    private final Side side;
    private final String source;
    private final ProblemCode code;

    LintRule(String id, Side side, String source, ProblemCode code) {
        this.id = id;
        this.side = side;
        this.source = source;
        this.code = code;
    }

    /// Its name in files and on the command line.
    public String id() {
        return id;
    }

    public Side side() {
        return side;
    }

    /// Where xiaozhi-protocol says it.
    public String source() {
        return source;
    }

    /// How much it hurts. Its words are the texts of [ProblemSubject.ProtocolRule].
    public ProblemCode code() {
        return code;
    }

    /// Whether a fault that somebody switched on for what the server sends breaks it, although the server itself keeps it.
    public boolean isBrokenBy(FaultKind fault) {
        return switch (this) {
            case AUDIO_EARLY, AUDIO_AHEAD, STOP_EARLY -> fault == FaultKind.BURST || fault == FaultKind.JITTER;
            default -> false;
        };
    }

    /// The rule with this id.
    public static Optional<LintRule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
    }
}
