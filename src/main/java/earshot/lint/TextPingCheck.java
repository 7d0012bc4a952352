package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;

/// Firmware never pings; a client that does it by text costs the server an answer and keeps nothing alive. Badges do: badge-protocol section 2.4.
final class TextPingCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.TEXT_PING;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextReceived received) || !view.firmware() || view.badge()) {
            return Verdict.NOTHING;
        }
        return switch (received.message()) {
            case InboundMessage.Heartbeat _ -> new Verdict.Broken(ProblemReason.LINT_PING.toString());
            case InboundMessage.Hello _ -> Verdict.KEPT;
            default -> Verdict.NOTHING;
        };
    }
}
