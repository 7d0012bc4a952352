package earshot.tool;

/// A tool call failed; the message gives the reason in one sentence.
public final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolFailure(String reason) {
        super(reason);
    }
}
