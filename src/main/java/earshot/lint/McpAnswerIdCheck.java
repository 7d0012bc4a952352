package earshot.lint;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;

/// An answer belongs to a call only by the number of that.
final class McpAnswerIdCheck implements LintCheck {
    /// Whether the server called with an id that is no number, which its answer repeats.
    private boolean otherIds;

    @Override
    public LintRule rule() {
        return LintRule.MCP_ANSWER_ID;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextSent sent && sent.type().equals("mcp")) {
            JsonNode called = sent.body().path("payload").path("id");
            otherIds |= !called.isMissingNode() && !called.isNumber();
        }
        if (otherIds || !(traffic instanceof Traffic.TextReceived(InboundMessage.Mcp mcp, _, _, _))) {
            return Verdict.NOTHING;
        }
        JsonNode payload = mcp.payload();
        JsonNode id = payload.path("id");
        // JSON-RPC: what cannot be read is answered with null
        if (!payload.has("result") && (!payload.has("error") || id.isNull())) {
            return Verdict.NOTHING;
        }
        if (id.isMissingNode()) {
            return new Verdict.Broken(ProblemReason.LINT_MISSING.with("id"));
        }
        return id.isNumber() ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_ID.with(LetterCase.lower(id.getNodeType().name())));
    }
}
