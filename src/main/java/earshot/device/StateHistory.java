package earshot.device;

import module java.base;

import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The states of one device over the last 60 s. Safe for use from any thread.
final class StateHistory {
    private static final long WINDOW = Duration.ofSeconds(60).toNanos();
    /// Limit of spans: with more changes in 60 s the oldest are dropped.
    private static final int MAX_SPANS = 400;

    private final MutableWatch<List<StateSpan>> spans;

    StateHistory(long now) {
        spans = new MutableWatch<>(List.of(new StateSpan(StateSpan.Kind.ASLEEP, now)));
    }

    Watch<List<StateSpan>> spans() {
        return spans;
    }

    void enter(StateSpan.Kind kind, long now) {
        spans.update(before -> before.getLast().kind() == kind ? before : appended(before, new StateSpan(kind, now)));
    }

    /// Keeps the span that covers the moment 60 s ago, so that the shown strip has no gap at its left end.
    private static List<StateSpan> appended(List<StateSpan> before, StateSpan next) {
        int first = Math.max(0, before.size() - MAX_SPANS + 1);
        while (first + 1 < before.size() && next.fromNanos() - before.get(first + 1).fromNanos() > WINDOW) {
            first++;
        }
        List<StateSpan> after = new ArrayList<>(before.subList(first, before.size()));
        after.add(next);
        return List.copyOf(after);
    }
}
