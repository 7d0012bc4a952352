package earshot.lint;

import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;
import java.util.Set;

/// A message of the server names the session of the connection that it goes to, where it names one: clients other than firmware drop what belongs to another
/// one.
final class SessionIdSentCheck implements LintCheck {
    /// Others name sessions of their own, such as meetings.
    private static final Set<String> TYPES = Set.of("stt", "llm", "tts", "mcp", "iot", "alert", "system");

    @Override
    public LintRule rule() {
        return LintRule.SESSION_ID_SENT;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !TYPES.contains(sent.type()) || view.serverHello().isEmpty()) {
            return Verdict.NOTHING;
        }
        String said = sent.body().path("session_id").asText("");
        String known = view.serverHello().get().sessionId();
        return said.isEmpty() || known.isEmpty() || said.equals(known) ? Verdict.KEPT
            : new Verdict.Broken(ProblemReason.LINT_INSTEAD.with(TextLimit.cut(ControlCharacters.toSpaces(said), 40), known));
    }
}
