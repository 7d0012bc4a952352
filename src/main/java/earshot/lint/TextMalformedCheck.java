package earshot.lint;

import earshot.wire.InboundMessage;

/// A text that is not a message is ignored.
final class TextMalformedCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.TEXT_MALFORMED;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextReceived received)) {
            return Verdict.NOTHING;
        }
        return received.message() instanceof InboundMessage.Malformed(String reason) ? new Verdict.Broken(reason) : Verdict.KEPT;
    }
}
