package earshot.ui.kit;

import java.util.List;
import javafx.util.Subscription;

/// Binds the nodes of a view, or of a part of it, until they are replaced. On the FX thread only.
public abstract class ViewController {
    private Subscription subscription = Subscription.EMPTY;

    /// Ends these subscriptions with [#close].
    protected final void untilClosed(Subscription... subscriptions) {
        subscription = subscription.and(Subscription.combine(subscriptions));
    }

    /// The controllers of the files that the view's file includes, directly or not.
    public List<?> parts() {
        return List.of();
    }

    /// Focuses the view's filter.
    public void focusFilter() {}

    /// Handles Esc. Returns false if there was nothing to clear or close.
    public boolean escape() {
        return false;
    }

    /// The nodes are replaced or the window closes: removes their listeners from the view model, which stays.
    public void close() {
        subscription.unsubscribe();
    }
}
