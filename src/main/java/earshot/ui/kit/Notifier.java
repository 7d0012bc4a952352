package earshot.ui.kit;

import earshot.problem.Problem;
import earshot.problem.Severity;

/// Shows short messages that disappear by themselves (toasts). On the FX thread only.
public interface Notifier {
    /// Shows a toast. A further message with the same subject within five seconds only raises the count on that toast.
    ///
    /// @param subject key for grouping; not shown
    void show(Severity severity, String subject, String text);

    /// Shows a problem as a toast: what happened and what to do.
    void showProblem(Problem problem);
}
