package earshot.lint;

/// Learns what the checks of one connection find.
public interface FindingListener {
    /// A rule was broken: the first time, and then at most once in ten seconds while it continues.
    void broken(Finding finding);

    /// A rule that was broken is kept again.
    void kept(LintRule rule);
}
