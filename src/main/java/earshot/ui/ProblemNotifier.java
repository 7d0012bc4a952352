package earshot.ui;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.time.Time;

/// Announces each new problem once: problems of several devices together, repetitions not at all, and resolved ones as resolved. Problems open when the
/// window opens only count in the badge.
final class ProblemNotifier {
    /// A problem that comes back this soon is not new.
    static final Duration QUIET = Duration.ofMinutes(1);

    private final Time time;
    private final List<Listener> listeners;
    private Set<Key> openBefore = Set.of();
    private final Map<Key, Long> closedAt = new HashMap<>();
    private boolean initialized;

    /// Shows what is found.
    interface Listener {
        void opened(Problem problem);

        /// @param devices how many have it, at least 2
        void openedOnDevices(Problem newest, int devices);

        /// No problem of this kind is open any more.
        void over(ProblemCode code);
    }

    private record Key(ProblemCode code, ProblemSubject subject) {}

    ProblemNotifier(Time time, Listener... listeners) {
        this.time = time;
        this.listeners = List.of(listeners);
    }

    /// @param now newest first
    void show(List<ProblemEntry> now) {
        List<ProblemEntry> open = now.stream().filter(ProblemEntry::needsAttention).toList();
        Set<Key> openNow = open.stream().map(ProblemNotifier::key).collect(Collectors.toSet());
        forgetQuiet();
        if (initialized) {
            open.stream().filter(entry -> !openBefore.contains(key(entry)) && !closedAt.containsKey(key(entry)))
                .collect(
                    Collectors.toMap(entry -> entry.problem().code(), ProblemEntry::problem, (newest, _) -> newest, () -> new EnumMap<>(ProblemCode.class)))
                .values().forEach(newest -> open(newest, open));
        }
        openBefore.stream().filter(key -> !openNow.contains(key)).forEach(key -> closedAt.put(key, time.nanos()));
        Set<ProblemCode> codes = openNow.stream().map(Key::code).collect(Collectors.toSet());
        openBefore.stream().map(Key::code).filter(code -> !codes.contains(code)).distinct().forEach(code -> listeners.forEach(listener -> listener.over(code)));
        openBefore = openNow;
        initialized = true;
    }

    private void forgetQuiet() {
        long now = time.nanos();
        closedAt.values().removeIf(closed -> now - closed >= QUIET.toNanos());
    }

    private void open(Problem newest, List<ProblemEntry> open) {
        long devices = open.stream().map(ProblemEntry::problem)
            .filter(problem -> problem.code() == newest.code() && problem.subject() instanceof ProblemSubject.Device).map(Problem::subject).distinct().count();
        for (Listener listener : listeners) {
            if (devices > 1) {
                listener.openedOnDevices(newest, (int) devices);
            } else {
                listener.opened(newest);
            }
        }
    }

    private static Key key(ProblemEntry entry) {
        return new Key(entry.problem().code(), entry.problem().subject());
    }
}
