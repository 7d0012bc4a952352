package earshot.lint;

import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;

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
        return sent.bytes() <= MOST_BYTES ? Verdict.KEPT
            : new Verdict.Broken(ProblemReason.LINT_SIZE.with(sent.bytes(), TextLimit.cut(ControlCharacters.toSpaces(sent.type()), 40)));
    }
}
