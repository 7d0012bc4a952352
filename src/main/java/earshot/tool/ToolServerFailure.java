package earshot.tool;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.remote.HttpCall;

/// Why a tool server cannot be used, in kinds that differ in what to do about them.
sealed interface ToolServerFailure {
    record Failed(ToolReason why) implements ToolServerFailure {}

    /// Its address does not know this transport of MCP.
    record TransportUnknown(ToolReason why) implements ToolServerFailure {}

    /// It refuses the key, or wants one.
    record KeyRefused(ToolReason why) implements ToolServerFailure {}

    /// It redirects to another origin.
    record Redirected(String target) implements ToolServerFailure {}

    /// Its program is not on this computer.
    ///
    /// @param searchPath the directories that were searched
    record ProgramMissing(String command, String searchPath) implements ToolServerFailure {}

    /// Its entry leads to this program.
    record OwnAddress(String address) implements ToolServerFailure {}

    /// Its entry is not filled in.
    record EntryUnfilled(String parts) implements ToolServerFailure {}

    /// A transport that cannot be opened.
    final class Raised extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient ToolServerFailure failure;

        Raised(ToolServerFailure failure) {
            super(failure.reason().english());
            this.failure = failure;
        }

        ToolServerFailure failure() {
            return failure;
        }
    }

    static ToolServerFailure of(IOException failure) {
        return failure instanceof Raised known ? known.failure() : new Failed(reason(failure));
    }

    static ToolServerFailure of(ProblemReason reason) {
        return new Failed(ToolReason.of(reason));
    }

    private static ToolReason reason(IOException failure) {
        Optional<Duration> limit = HttpCall.expired(failure);
        if (limit.isPresent()) {
            return ToolReason.noAnswer(limit.get());
        }
        return switch (failure) {
            case UnknownHostException _ -> ToolReason.of(ProblemReason.TOOL_SERVER_HOST_UNKNOWN);
            case ConnectException refused -> ToolReason
                .of(refused.getCause() instanceof UnresolvedAddressException ? ProblemReason.TOOL_SERVER_HOST_UNKNOWN : ProblemReason.TOOL_SERVER_UNREACHABLE);
            default -> Optional.ofNullable(failure.getMessage()).<ToolReason>map(ToolReason.Said::new)
                .orElseGet(() -> ToolReason.of(ProblemReason.TOOL_SERVER_UNREACHABLE));
        };
    }

    /// The reason alone.
    default ToolReason reason() {
        return switch (this) {
            case Failed(ToolReason why) -> why;
            case TransportUnknown(ToolReason why) -> why;
            case KeyRefused(ToolReason why) -> why;
            case Redirected(String target) -> ToolReason.of(ProblemReason.TOOL_SERVER_REDIRECTED, target);
            case ProgramMissing(String command, String searchPath) -> ToolReason.of(ProblemReason.TOOL_SERVER_NO_PROGRAM, command + " (" + searchPath + ")");
            case OwnAddress(String address) -> ToolReason.of(ProblemReason.TOOL_SERVER_ITSELF, address);
            case EntryUnfilled(String parts) -> ToolReason.of(ProblemReason.TOOL_SERVER_UNFILLED, parts);
        };
    }

    /// The same with what the server said last for people, and with its secrets masked.
    default ToolServerFailure with(String lastWords, UnaryOperator<String> mask) {
        return switch (this) {
            case Failed(ToolReason why) -> new Failed(why.with(lastWords).masked(mask));
            case TransportUnknown(ToolReason why) -> new TransportUnknown(why.masked(mask));
            case KeyRefused(ToolReason why) -> new KeyRefused(why.masked(mask));
            case Redirected(String target) -> new Redirected(mask.apply(target));
            case ProgramMissing _, OwnAddress _, EntryUnfilled _ -> this;
        };
    }

    /// The problem of the server with this name.
    default Problem problem(String name) {
        return switch (this) {
            case Failed(ToolReason why) -> problem(ProblemCode.TOOL_SERVER_FAILED, name, why.argument());
            case TransportUnknown(ToolReason why) -> problem(ProblemCode.TOOL_SERVER_FAILED, name, why.argument());
            case KeyRefused(ToolReason why) -> problem(ProblemCode.TOOL_SERVER_KEY_REFUSED, name, why.argument());
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
