package earshot.lint;

/// Finds violations of one rule on one connection. Used on one thread.
interface LintCheck {
    LintRule rule();

    /// Judges what passed.
    ///
    /// @param view of the connection before it passed
    Verdict judge(Traffic traffic, ConnectionView view);
}
