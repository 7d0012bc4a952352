package earshot.lint;

import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;

/// A device repeats the session id of the server's hello; another one belongs to a connection that is gone.
final class SessionIdCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.SESSION_ID;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextReceived received) || received.message() instanceof InboundMessage.Hello || view.serverHello().isEmpty()) {
            return Verdict.NOTHING;
        }
        String said = received.body().path("session_id").asText("");
        String known = view.serverHello().get().sessionId();
        return said.isEmpty() || known.isEmpty() || said.equals(known) ? Verdict.KEPT
            : new Verdict.Broken(ProblemReason.LINT_INSTEAD.with(TextLimit.cut(ControlCharacters.toSpaces(said), 40), known));
    }
}
