package earshot.config;

import earshot.problem.Problem;
import java.util.List;
import java.util.Map;

/// What became of values that a person set.
public sealed interface Applied {
    /// @param inForce keys whose value holds now
    /// @param covered keys that were saved and do not hold, because the command line or the `--config` file names them
    record Done(List<String> inForce, List<String> covered) implements Applied {}

    /// Nothing was changed: at least one value is no good.
    record Refused(Map<String, Verdict.Refused> why) implements Applied {}

    /// Nothing was changed: the file could not be written.
    record Failed(Problem problem) implements Applied {}
}
