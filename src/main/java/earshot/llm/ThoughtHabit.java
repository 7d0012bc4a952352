package earshot.llm;

import module java.base;

/// Whether the answers of one model begin with a thought of which only the end is marked. A model whose name says that it thinks is expected
/// to, until an answer shows otherwise; any other after it has done so once. Safe for use from any thread.
final class ThoughtHabit {
    private static final Pattern THINKS = Pattern.compile("(?i)(^|[^a-z])(r1|qwq|z1|thinking|reasoning|reasoner)([^a-z]|$)");

    private volatile boolean beginsWithThought;

    ThoughtHabit(String model) {
        beginsWithThought = THINKS.matcher(model).find();
    }

    boolean beginsWithThought() {
        return beginsWithThought;
    }

    /// An answer with text is complete.
    ///
    /// @param unopened whether it began with such a thought
    void observe(boolean unopened) {
        beginsWithThought = unopened;
    }
}
