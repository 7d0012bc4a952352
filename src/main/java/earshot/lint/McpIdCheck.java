package earshot.lint;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// A device answers only ids that are numbers.
final class McpIdCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.MCP_ID;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.type().equals("mcp")) {
            return Verdict.NOTHING;
        }
        JsonNode id = sent.body().path("payload").path("id");
        return id.isMissingNode() || id.isNumber() ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_ID.with(LetterCase.lower(id.getNodeType().name())));
    }
}
