package earshot.lint;

import earshot.data.TextLimit;

/// A device keeps a whole message in memory, of which it has little.
final class JsonLargeCheck implements LintCheck {
    private static final int MOST_BYTES = 8_192;

    @Override
    public LintRule rule() {
        return LintRule.JSON_LARGE;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent)) {
            return Verdict.NOTHING;
        }
        return sent.bytes() <= MOST_BYTES ? Verdict.KEPT : new Verdict.Broken(sent.bytes() + " bytes of " + TextLimit.cut(sent.type(), 40));
    }
}
