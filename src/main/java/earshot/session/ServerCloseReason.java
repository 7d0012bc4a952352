package earshot.session;

import earshot.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Why the server closes a connection: each reason with its close code, the text of the close frame and a stable key.
enum ServerCloseReason {
    IDLE_NO_VOICE("idle.novoice", 1000, "idle: no voice", "closed by server: no voice for %s s"),
    IDLE_SILENT("idle.silent", 1000, "idle: silent", "closed by server: idle %s s + 10 s after warning"),
    GOODBYE("goodbye", 1000, "goodbye", "closed by server: the person said goodbye"),
    REPLACED("replaced", 1000, "replaced by a newer connection", "replaced by a newer connection of the same device"),
    PERSON("closed.person", 1000, "closed in the console", "closed by a person in the console"),
    REVOKED("access.revoked", 1008, "not approved", "closed by server: its approval ended"),
    UNAPPROVED("access.unapproved", 1008, "not approved", "closed by server: devices need approval now, and it has none"),
    OUT_OF_REACH("access.reach", 1008, "out of reach", "closed by server: its address may not connect any more"),
    FLOOD("flood", 1008, "flood", "closed by server: more than %s messages waited (flood)"),
    TEXT_RATE("flood.texts", 1008, "too many messages", "closed by server: messages came faster than any device sends them"),
    SOUND_RATE("flood.sound", 1008, "sound too fast", "closed by server: sound came faster than it can be spoken"),
    MEMORY_WAITING("memory.waiting", 1008, "too much waits", "closed by server: what waited took too much memory"),
    MEMORY_TOOLS("memory.tools", 1008, "tools too large", "closed by server: its list of tools took too much memory"),
    MEMORY_THINGS("memory.things", 1008, "things too large", "closed by server: the things it described took too much memory"),
    MEMORY_SNIPPETS("memory.snippets", 1008, "snippets too large", "closed by server: sentences for the next meeting took too much memory"),
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
            case IDLE_NO_VOICE, IDLE_SILENT, GOODBYE, REPLACED, PERSON, REVOKED, UNAPPROVED, OUT_OF_REACH, REGISTRATION, RESTART, STOP, FAILURE -> Optional.empty();
        };
    }

    /// All such problems.
    static Set<ProblemCode> problems() {
        return Arrays.stream(values()).flatMap(reason -> reason.problem().stream()).collect(Collectors.toSet());
    }

    /// The reason for a person, in English.
    String description(IdleSettings idle) {
        return description.formatted(args(idle).toArray());
    }
}
