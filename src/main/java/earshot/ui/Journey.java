package earshot.ui;

import earshot.ui.part.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Back and forward through visited views as in a browser; keeps the last 100.
final class Journey {
    private static final int KEPT = 100;
    private final Deque<Place> behind = new ArrayDeque<>();
    private final Deque<Place> ahead = new ArrayDeque<>();
    private Place here;

    Journey(Place start) {
        here = start;
    }

    Place here() {
        return here;
    }

    /// Visits `next` and clears the forward stack. Visiting the current target again does nothing.
    void go(Place next) {
        if (next.equals(here)) {
            return;
        }
        behind.push(here);
        if (behind.size() > KEPT) {
            behind.removeLast();
        }
        ahead.clear();
        here = next;
    }

    Optional<Place> back() {
        return step(behind, ahead);
    }

    Optional<Place> forward() {
        return step(ahead, behind);
    }

    private Optional<Place> step(Deque<Place> from, Deque<Place> to) {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        to.push(here);
        here = from.pop();
        return Optional.of(here);
    }
}
