package earshot.session;

import java.util.List;

/// Why the server closes a connection: each reason with its close code, the text of the close frame and a stable key.
enum ServerCloseReason {
    IDLE_NO_VOICE("idle.novoice", 1000, "idle: no voice"),
    IDLE_SILENT("idle.silent", 1000, "idle: silent"),
    GOODBYE("goodbye", 1000, "goodbye"),
    REPLACED("replaced", 1000, "replaced by a newer connection"),
    PERSON("closed.person", 1000, "closed in the console"),
    FLOOD("flood", 1008, "flood"),
    REGISTRATION("registration.failed", 1011, "registration failed"),
    RESTART("server.restart", 1012, "server restarts"),
    STOP("server.stop", 1001, "server stops"),
    FAILURE("internal.error", 1011, "internal error");

    private final String rule;
    private final int code;
    private final String reason;

    ServerCloseReason(String rule, int code, String reason) {
        this.rule = rule;
        this.code = code;
        this.reason = reason;
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
            case GOODBYE, REPLACED, PERSON, REGISTRATION, RESTART, STOP, FAILURE -> List.of();
        };
    }

    /// The reason for a person, in English.
    String description(IdleSettings idle) {
        return switch (this) {
            case IDLE_NO_VOICE -> "closed by server: no voice for " + idle.noSpeechLimit().toSeconds() + " s";
            case IDLE_SILENT -> "closed by server: idle " + idle.silenceLimit().toSeconds() + " s + 10 s after warning";
            case GOODBYE -> "closed by server: the person said goodbye";
            case REPLACED -> "replaced by a newer connection of the same device";
            case PERSON -> "closed by a person in the console";
            case FLOOD -> "closed by server: more than " + Mailbox.TEXTS + " messages waited (flood)";
            case REGISTRATION -> "closed by server: registration failed";
            case RESTART -> "closed by server: it restarts";
            case STOP -> "closed by server: it stops";
            case FAILURE -> "closed by server: an error of its own, see the log";
        };
    }
}
