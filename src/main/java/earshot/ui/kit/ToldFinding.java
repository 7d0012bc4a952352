package earshot.ui.kit;

import module java.base;

import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.lint.Finding;
import earshot.lint.LintRule;
import earshot.problem.Problem;

/// What a row of the timeline says that the protocol lint found.
public final class ToldFinding {
    private ToldFinding() {}

    /// Empty for a row that is about anything else.
    public static Optional<Finding> of(Event row) {
        return row.text() instanceof EventText.Coded(EventCode code, List<String> args) && code == EventCode.LINT_FOUND && args.size() == 2
            ? LintRule.of(args.getFirst()).map(rule -> new Finding(rule, args.getLast(), 1))
            : Optional.empty();
    }

    /// The same in words.
    public static Optional<Problem> problem(Event row) {
        return of(row).flatMap(found -> row.device().map(found::problem));
    }
}
