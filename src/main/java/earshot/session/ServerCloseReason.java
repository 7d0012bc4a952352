package earshot.session;

import earshot.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Why the server closes a connection: each reason with its close code, the text of the close frame and a stable key.
enum ServerCloseReason {
    IDLE_NO_VOICE("idle.novoice", 1000, "idle: no voice"),
    IDLE_SILENT("idle.silent", 1000, "idle: silent"),
    GOODBYE("goodbye", 1000, "goodbye"),
    REPLACED("replaced", 1000, "replaced by a newer connection"),
    PERSON("closed.person", 1000, "closed in the console"),
    REVOKED("access.revoked", 1008, "not approved"),
    UNAPPROVED("access.unapproved", 1008, "not approved"),
    OUT_OF_REACH("access.reach", 1008, "out of reach"),
    FLOOD("flood", 1008, "flood"),
    TEXT_RATE("flood.texts", 1008, "too many messages"),
    SOUND_RATE("flood.sound", 1008, "sound too fast"),
    MEMORY_WAITING("memory.waiting", 1008, "too much waits"),
    MEMORY_TOOLS("memory.tools", 1008, "tools too large"),
    MEMORY_THINGS("memory.things", 1008, "things too large"),
    MEMORY_SNIPPETS("memory.snippets", 1008, "snippets too large"),
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
            case TEXT_RATE, SOUND_RATE, MEMORY_WAITING, MEMORY_TOOLS, MEMORY_THINGS, MEMORY_SNIPPETS -> List.of();
            case GOODBYE, REPLACED, PERSON, REVOKED, UNAPPROVED, OUT_OF_REACH, REGISTRATION, RESTART, STOP, FAILURE -> List.of();
        };
    }

    /// The problem that it is, where a device asked for more than its share.
    Optional<ProblemCode> problem() {
        return switch (this) {
            case FLOOD, TEXT_RATE -> Optional.of(ProblemCode.DEVICE_FLOODS);
            case SOUND_RATE -> Optional.of(ProblemCode.SOUND_TOO_FAST);
            case MEMORY_WAITING -> Optional.of(ProblemCode.DEVICE_INPUT_LARGE);
            case MEMORY_TOOLS, MEMORY_THINGS -> Optional.of(ProblemCode.DEVICE_TOOLS_LARGE);
            case MEMORY_SNIPPETS -> Optional.of(ProblemCode.DEVICE_SNIPPETS_LARGE);
            case IDLE_NO_VOICE, IDLE_SILENT, GOODBYE, REPLACED, PERSON, REVOKED, UNAPPROVED, OUT_OF_REACH, REGISTRATION, RESTART, STOP,
                FAILURE -> Optional.empty();
        };
    }

    /// All such problems.
    static Set<ProblemCode> problems() {
        return Arrays.stream(values()).flatMap(reason -> reason.problem().stream()).collect(Collectors.toSet());
    }
}
