package earshot.ui;

import module java.base;

import earshot.ui.kit.NavigationTarget;

/// Back and forward through visited views as in a browser; keeps the last 100.
final class NavigationHistory {
    private static final int CAPACITY = 100;
    private final Deque<NavigationTarget> backStack = new ArrayDeque<>();
    private final Deque<NavigationTarget> forwardStack = new ArrayDeque<>();
    private NavigationTarget current;

    NavigationHistory(NavigationTarget start) {
        current = start;
    }

    NavigationTarget current() {
        return current;
    }

    /// Visits `next` and clears the forward stack. Visiting the current target again does nothing.
    void visit(NavigationTarget next) {
        if (next.equals(current)) {
            return;
        }
        backStack.push(current);
        if (backStack.size() > CAPACITY) {
            backStack.removeLast();
        }
        forwardStack.clear();
        current = next;
    }

    Optional<NavigationTarget> back() {
        return step(backStack, forwardStack);
    }

    Optional<NavigationTarget> forward() {
        return step(forwardStack, backStack);
    }

    private Optional<NavigationTarget> step(Deque<NavigationTarget> from, Deque<NavigationTarget> to) {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        to.push(current);
        current = from.pop();
        return Optional.of(current);
    }
}
