package earshot.ui.part;

import earshot.problem.Problem;
import earshot.problem.Severity;

/// Tells a person something in passing. On the FX thread only.
public interface Notices {
    /// Shows a toast. The same subject within five seconds raises the count of the toast that is there.
    ///
    /// @param subject what it is about, for grouping; never shown
    void tell(Severity severity, String subject, String text);

    /// Shows a problem as a toast: what happened and what to do.
    void problem(Problem problem);
}
