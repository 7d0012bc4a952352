package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;
import java.util.OptionalLong;

/// A device waits ten seconds for the server's hello, then it gives up.
final class HelloLateCheck implements LintCheck {
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private OptionalLong asked = OptionalLong.empty();

    @Override
    public LintRule rule() {
        return LintRule.HELLO_LATE;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextSent sent && sent.type().equals("hello")) {
            boolean late = asked.isPresent() && sent.nanos() - asked.getAsLong() > LIMIT_NANOS;
            String waited = late ? ProblemReason.LINT_HELLO_AFTER.with((sent.nanos() - asked.getAsLong()) / 1_000_000) : "";
            asked = OptionalLong.empty();
            return late ? new Verdict.Broken(waited) : Verdict.KEPT;
        }
        if (traffic instanceof Traffic.TextReceived received && received.message() instanceof InboundMessage.Hello && view.serverHello().isEmpty()) {
            asked = OptionalLong.of(received.nanos());
        } else if (asked.isPresent() && traffic.nanos() - asked.getAsLong() > LIMIT_NANOS) {
            asked = OptionalLong.empty();
            return new Verdict.Broken(ProblemReason.LINT_NONE_WITHIN.with(LIMIT_NANOS / 1_000_000_000));
        }
        return Verdict.NOTHING;
    }
}
