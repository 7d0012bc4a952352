package earshot.config;

import earshot.problem.Problem;
import java.util.List;
import java.util.Map;

/// The outcome of saving settings.
public sealed interface Applied {
    /// @param inForce keys whose saved value is in force now
    /// @param covered keys that were saved but have no effect, because the command line sets them
    record Done(List<String> inForce, List<String> covered) implements Applied {}

    /// Nothing was changed: at least one value is invalid.
    record Refused(Map<String, Verdict.Refused> why) implements Applied {}

    /// Nothing was changed: the file could not be written.
    record Failed(Problem problem) implements Applied {}
}
