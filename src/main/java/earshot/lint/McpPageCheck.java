package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;

/// Firmware cuts its answers at 8000 bytes.
final class McpPageCheck implements LintCheck {
    /// 8000 of the answer, and what stands around it.
    private static final int MOST_BYTES = 8_200;

    @Override
    public LintRule rule() {
        return LintRule.MCP_PAGE;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextReceived(InboundMessage.Mcp mcp, _, int bytes, _)) || !mcp.payload().path("result").has("tools")) {
            return Verdict.NOTHING;
        }
        return bytes <= MOST_BYTES ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_TOOLS.with(bytes));
    }
}
