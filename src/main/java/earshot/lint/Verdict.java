package earshot.lint;

/// What a check says of what passed.
sealed interface Verdict {
    /// It says nothing about the rule.
    Verdict NOTHING = new Nothing();
    Verdict KEPT = new Kept();

    record Nothing() implements Verdict {}

    record Kept() implements Verdict {}

    /// @param detail what was seen
    record Broken(String detail) implements Verdict {}
}
