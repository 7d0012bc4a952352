package earshot.problem;

/// How much a problem matters. Only [#WARNING] and [#CRITICAL] raise the badge.
public enum Severity {
    /// Worth knowing; nothing is lost.
    INFO,
    /// Something works worse than it should.
    WARNING,
    /// Something does not work until somebody acts.
    CRITICAL
}
