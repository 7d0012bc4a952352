package earshot.tool;

/// A tool call failed; the message gives the reason in one sentence.
public sealed class ToolFailure extends RuntimeException permits McpClient.MethodUnknown, McpClient.SessionLost {
    private static final long serialVersionUID = 1L;

    private final boolean said;

    public ToolFailure(String reason) {
        this(reason, false);
    }

    private ToolFailure(String reason, boolean said) {
        super(reason);
        this.said = said;
    }

    /// The tool ran and answered that it failed.
    static ToolFailure said(String answer) {
        return new ToolFailure(answer.isBlank() ? "the tool failed and did not say why" : answer, true);
    }

    /// Whether the message is the tool's own answer, meant for the model.
    boolean said() {
        return said;
    }
}
