package earshot.ui.kit;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import javafx.scene.Node;
import javafx.util.Subscription;

/// Binds the nodes of a view, or of a part of it, until they are replaced. On the FX thread only.
public abstract class ViewController {
    private Subscription subscription = Subscription.EMPTY;
    private Optional<FilterField> filter = Optional.empty();

    /// Ends these subscriptions with [#close].
    protected final void untilClosed(Subscription... subscriptions) {
        subscription = subscription.and(Subscription.combine(subscriptions));
    }

    /// Makes a field the view's filter, which Ctrl+F focuses, Esc clears, and Enter leaves for the rows.
    protected final void useFilter(FilterField field, Node rows) {
        filter = Optional.of(field);
        Focus.leadTo(field, rows);
    }

    /// Shows why a file could not be written.
    public static void showFailedSave(Notifier notifier, Path file, Exception failure) {
        notifier.showProblem(Problem.of(ProblemCode.EXPORT_FAILED, new ProblemSubject.File(file.toString()), file, Failures.argument(failure)));
    }

    /// The controllers of the files that the view's file includes, directly or not.
    public List<?> parts() {
        return List.of();
    }

    /// Focuses the view's filter.
    public void focusFilter() {
        filter.ifPresent(Focus::selectAll);
    }

    /// Handles Esc. Returns false if there was nothing to clear or close.
    public boolean escape() {
        return filter.map(FilterField::clearIfFilled).orElse(false);
    }

    /// The nodes are replaced or the window closes: removes their listeners from the view model, which stays.
    public void close() {
        subscription.unsubscribe();
    }
}
