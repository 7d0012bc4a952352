package earshot.tool;

/// A tool call that did not work; the message says why in one sentence.
public final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param reason why, in one sentence
    public ToolFailure(String reason) {
        super(reason);
    }
}
