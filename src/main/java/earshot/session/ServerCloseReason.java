package earshot.session;

import java.util.List;

/// Why the server closes a connection: each reason with its close code, the text of the close frame and a stable key.
enum ServerCloseReason {
    IDLE_NO_VOICE("idle.novoice", 1000, "idle: no voice", "closed by server: no voice for %s s"),
    IDLE_SILENT("idle.silent", 1000, "idle: silent", "closed by server: idle %s s + 10 s after warning"),
    GOODBYE("goodbye", 1000, "goodbye", "closed by server: the person said goodbye"),
    REPLACED("replaced", 1000, "replaced by a newer connection", "replaced by a newer connection of the same device"),
    PERSON("closed.person", 1000, "closed in the console", "closed by a person in the console"),
    REVOKED("access.revoked", 1008, "not approved", "closed by server: its approval ended"),
    OUT_OF_REACH("access.reach", 1008, "out of reach", "closed by server: its address may not connect any more"),
    FLOOD("flood", 1008, "flood", "closed by server: more than %s messages waited (flood)"),
    REGISTRATION("registration.failed", 1011, "registration failed", "closed by server: registration failed"),
    RESTART("server.restart", 1012, "server restarts", "closed by server: it restarts"),
    STOP("server.stop", 1001, "server stops", "closed by server: it stops"),
    FAILURE("internal.error", 1011, "internal error", "closed by server: an error of its own, see the log");

    private final String rule;
    private final int code;
    private final String reason;
    private final String description;

    ServerCloseReason(String rule, int code, String reason, String description) {
        this.rule = rule;
        this.code = code;
        this.reason = reason;
        this.description = description;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    String rule() {
        return rule;
    }

    /// The arguments of the translated text.
    List<String> args(IdleSettings idle) {
        return switch (this) {
            case IDLE_NO_VOICE -> List.of(Long.toString(idle.noSpeechLimit().toSeconds()));
            case IDLE_SILENT -> List.of(Long.toString(idle.silenceLimit().toSeconds()));
            case FLOOD -> List.of(Integer.toString(Mailbox.TEXTS));
            case GOODBYE, REPLACED, PERSON, REVOKED, OUT_OF_REACH, REGISTRATION, RESTART, STOP, FAILURE -> List.of();
        };
    }

    /// The reason for a person, in English.
    String description(IdleSettings idle) {
        return description.formatted(args(idle).toArray());
    }
}
