package earshot.lint;

import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;
import java.util.Set;

/// An emotion that the firmware does not know shows a plain icon or none.
final class EmotionUnknownCheck implements LintCheck {
    private static final Set<String> KNOWN = Set.of("neutral", "happy", "laughing", "funny", "sad", "angry", "crying", "loving", "embarrassed", "surprised",
        "shocked", "thinking", "winking",
        "cool", "relaxed", "delicious", "kissy", "confident", "sleepy", "silly", "confused");

    @Override
    public LintRule rule() {
        return LintRule.EMOTION_UNKNOWN;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.type().equals("llm")) {
            return Verdict.NOTHING;
        }
        String emotion = sent.body().path("emotion").asText("");
        return KNOWN.contains(emotion) ? Verdict.KEPT
            : new Verdict.Broken(ProblemReason.LINT_EMOTION.with(TextLimit.cut(ControlCharacters.toSpaces(emotion), 40)));
    }
}
