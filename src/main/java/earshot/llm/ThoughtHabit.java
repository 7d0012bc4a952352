package earshot.llm;

import module java.base;

/// Whether the answers of one model begin with a thought of which only the end is marked. A model whose name says that it thinks is expected
/// to, until an answer shows otherwise; any other after it has done so once, until several answers in a row show otherwise: some think before
/// hard questions only. Shared by all who ask the model. Safe for use from any thread.
final class ThoughtHabit {
    private static final Pattern THINKS = Pattern.compile("(?i)(^|[^a-z])(r1|qwq|z1|think|thinking|thinker|reasoning|reasoner|minimax-m[12]|exaone-deep)([^a-z]|$)");
    /// Answers in a row without a thought after which a model that had them is no longer expected to.
    private static final int FORGOTTEN_AFTER = 3;

    private final AtomicInteger expected;

    ThoughtHabit(String model) {
        expected = new AtomicInteger(THINKS.matcher(model).find() ? 1 : 0);
    }

    boolean beginsWithThought() {
        return expected.get() > 0;
    }

    /// An answer began with such a thought.
    void thought() {
        expected.set(FORGOTTEN_AFTER);
    }

    /// An answer with text is complete and did not begin with such a thought.
    void spokeAtOnce() {
        expected.updateAndGet(left -> Math.max(0, left - 1));
    }
}
