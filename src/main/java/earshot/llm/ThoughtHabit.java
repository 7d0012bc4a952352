package earshot.llm;

import module java.base;

/// Whether the answers of one model begin with a thought of which only the end is marked. A model whose name says that it thinks is expected
/// to, until an answer shows otherwise; any other after it has done so once, until several answers in a row show otherwise: some think before
/// hard questions only. Shared by all who ask the model. Safe for use from any thread.
final class ThoughtHabit {
    private static final Pattern THINKS = Pattern.compile(
        "(?i)(^|[^a-z])(r1|qwq|z1|hunyuan-t1|or1|think|thinking|thinker|openthinker"
            + "|reasoning|reasoner|magistral|minimax-m[12]|exaone-deep|marco-o1)([^a-z]|$)");
    /// Answers in a row without a thought after which a model that had them is no longer expected to.
    private static final int FORGOTTEN_AFTER = 3;

    private final AtomicInteger expected;
    private final IntConsumer keep;

    /// @param names of the model and its alias
    ThoughtHabit(String names) {
        this(names, Optional.empty(), _ -> {});
    }

    /// @param known how many answers were expected to begin so at the end of an earlier run
    /// @param keep gets that number whenever it changes
    ThoughtHabit(String names, Optional<Integer> known, IntConsumer keep) {
        expected = new AtomicInteger(known.orElseGet(() -> THINKS.matcher(names).find() ? 1 : 0));
        this.keep = keep;
    }

    boolean beginsWithThought() {
        return expected.get() > 0;
    }

    /// An answer began with such a thought.
    void thought() {
        if (expected.getAndSet(FORGOTTEN_AFTER) != FORGOTTEN_AFTER) {
            keep.accept(FORGOTTEN_AFTER);
        }
    }

    /// An answer with text is complete and did not begin with such a thought.
    void spokeAtOnce() {
        if (expected.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            keep.accept(expected.get());
        }
    }
}
