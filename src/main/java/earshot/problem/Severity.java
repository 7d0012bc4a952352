package earshot.problem;

/// How much a problem matters. Only [#WARNING] and [#CRITICAL] raise the badge.
public enum Severity {
    /// Only information; nothing is lost.
    INFO,
    /// Something works worse than it should.
    WARNING,
    /// Something does not work until a person acts.
    CRITICAL
}
