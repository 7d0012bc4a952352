package earshot.tool;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;

/// Why a tool server cannot be used, in kinds that differ in what to do about them.
sealed interface ToolServerFault {
    /// @param words the reason, one sentence
    record Failed(String words) implements ToolServerFault {}

    /// Its address does not know this transport of MCP.
    record TransportUnknown(String words) implements ToolServerFault {}

    /// It refuses the key, or wants one.
    record KeyRefused(String words) implements ToolServerFault {}

    /// It redirects to another origin.
    record Redirected(String target) implements ToolServerFault {}

    /// Its program is not on this computer.
    ///
    /// @param searchPath the directories that were searched
    record ProgramMissing(String command, String searchPath) implements ToolServerFault {}

    /// Its entry leads to this program.
    record OwnAddress(String address) implements ToolServerFault {}

    /// Its entry is not filled in.
    record EntryUnfilled(String parts) implements ToolServerFault {}

    /// A transport that cannot be opened.
    final class Raised extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient ToolServerFault fault;

        Raised(ToolServerFault fault) {
            super(fault.reason());
            this.fault = fault;
        }

        ToolServerFault fault() {
            return fault;
        }
    }

    static ToolServerFault of(IOException failure) {
        return failure instanceof Raised known ? known.fault() : new Failed(Optional.ofNullable(failure.getMessage()).orElse("it cannot be reached"));
    }

    /// The reason in one sentence.
    default String reason() {
        return switch (this) {
            case Failed(String words) -> words;
            case TransportUnknown(String words) -> words;
            case KeyRefused(String words) -> words;
            case Redirected(String target) -> "it redirects to another server: " + target;
            case ProgramMissing(String command, String searchPath) -> "there is no command " + command + " in " + searchPath;
            case OwnAddress(String address) -> address + " is this program itself";
            case EntryUnfilled(String parts) -> "not filled in: " + parts;
        };
    }

    /// The same with what the server said last for people, and with its secrets masked.
    default ToolServerFault with(String lastWords, UnaryOperator<String> mask) {
        return switch (this) {
            case Failed(String words) -> new Failed(mask.apply(lastWords.isEmpty() ? words : words + " (" + lastWords + ")"));
            case TransportUnknown(String words) -> new TransportUnknown(mask.apply(words));
            case KeyRefused(String words) -> new KeyRefused(mask.apply(words));
            case Redirected(String target) -> new Redirected(mask.apply(target));
            case ProgramMissing _, OwnAddress _, EntryUnfilled _ -> this;
        };
    }

    /// The problem of the server with this name.
    default Problem problem(String name) {
        return switch (this) {
            case Failed(String words) -> problem(ProblemCode.TOOL_SERVER_FAILED, name, words);
            case TransportUnknown(String words) -> problem(ProblemCode.TOOL_SERVER_FAILED, name, words);
            case KeyRefused(String words) -> problem(ProblemCode.TOOL_SERVER_KEY_REFUSED, name, words);
            case Redirected(String target) -> problem(ProblemCode.TOOL_SERVER_REDIRECTED, name, target);
            case ProgramMissing(String command, String searchPath) -> ProgramSource.of(command)
                .map(source -> problem(ProblemCode.TOOL_PROGRAM_MISSING, name, command, searchPath, source))
                .orElseGet(() -> problem(ProblemCode.TOOL_COMMAND_UNKNOWN, name, command, searchPath));
            case OwnAddress(String address) -> problem(ProblemCode.TOOL_SERVER_OWN, name, address);
            case EntryUnfilled(String parts) -> problem(ProblemCode.TOOL_SERVER_UNFILLED, name, parts);
        };
    }

    private static Problem problem(ProblemCode code, String name, Object... rest) {
        return Problem.of(code, McpServerRegistry.subject(name), Stream.concat(Stream.of(name), Stream.of(rest)).toArray());
    }
}
