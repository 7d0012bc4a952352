package earshot.lint;

import earshot.data.ControlCharacters;
import earshot.problem.ProblemReason;

/// The server's hello without `"transport":"websocket"` crashes the device, or is ignored.
final class HelloTransportCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.HELLO_TRANSPORT;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.type().equals("hello")) {
            return Verdict.NOTHING;
        }
        String transport = sent.body().path("transport").asText("");
        return transport.equals("websocket") ? Verdict.KEPT
            : new Verdict.Broken(transport.isEmpty() ? ProblemReason.LINT_MISSING.with("transport") : "transport " + ControlCharacters.toSpaces(transport));
    }
}
