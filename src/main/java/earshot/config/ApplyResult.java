package earshot.config;

import module java.base;

import earshot.problem.Problem;

/// The outcome of saving settings.
public sealed interface ApplyResult {
    /// @param inForce keys whose saved value is in force now
    /// @param overridden keys that were saved but have no effect, because the command line sets them
    record Done(List<String> inForce, List<String> overridden) implements ApplyResult {}

    /// Nothing was changed: at least one value is invalid.
    record Refused(Map<String, ValidationResult.Refused> why) implements ApplyResult {}

    /// Nothing was changed: the file could not be written.
    record Failed(Problem problem) implements ApplyResult {}
}
