package earshot.tool;

import earshot.problem.ProblemReason;

/// A tool call failed; the message gives the reason in English.
public sealed class ToolFailure extends RuntimeException permits McpClient.MethodUnknown, McpClient.SessionLost {
    private static final long serialVersionUID = 1L;

    private final transient ToolReason reason;
    private final boolean said;

    public ToolFailure(ToolReason reason) {
        this(reason, false);
    }

    /// @param words what the server said
    public ToolFailure(String words) {
        this(new ToolReason.Said(words), false);
    }

    private ToolFailure(ToolReason reason, boolean said) {
        super(reason.english());
        this.reason = reason;
        this.said = said;
    }

    /// The tool ran and answered that it failed.
    static ToolFailure said(String answer) {
        return new ToolFailure(answer.isBlank() ? ToolReason.of(ProblemReason.TOOL_SILENT) : new ToolReason.Said(answer), true);
    }

    ToolReason reason() {
        return reason;
    }

    /// Whether the message is the tool's own answer, meant for the model.
    boolean said() {
        return said;
    }
}
