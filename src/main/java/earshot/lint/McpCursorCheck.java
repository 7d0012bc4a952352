package earshot.lint;

import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;
import java.util.Optional;

/// The tools of a device come in pages; who does not ask for the next one does not see them all.
final class McpCursorCheck implements LintCheck {
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private Optional<String> open = Optional.empty();
    private long since;

    @Override
    public LintRule rule() {
        return LintRule.MCP_CURSOR;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextReceived(InboundMessage.Mcp mcp, _, _, long nanos)) {
            String cursor = mcp.payload().path("result").path("nextCursor").asText("");
            if (!cursor.isEmpty()) {
                open = Optional.of(cursor);
                since = nanos;
            }
        } else if (open.isPresent() && traffic instanceof Traffic.TextSent sent
            && sent.body().path("payload").path("params").path("cursor").asText("").equals(open.get())) {
            open = Optional.empty();
            return Verdict.KEPT;
        } else if (open.isPresent() && traffic.nanos() - since > LIMIT_NANOS) {
            String cursor = open.get();
            open = Optional.empty();
            return new Verdict.Broken(ProblemReason.LINT_PAGE_UNASKED.with(TextLimit.cut(ControlCharacters.toSpaces(cursor), 60)));
        }
        return Verdict.NOTHING;
    }
}
