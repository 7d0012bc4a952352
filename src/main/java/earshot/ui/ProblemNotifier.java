package earshot.ui;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.problem.Severity;
import earshot.ui.kit.Notifier;

/// Shows new and repeated problems as toasts. Problems open when the window opens only count in the badge.
final class ProblemNotifier {
    private final Notifier notifier;
    private final Map<Long, Integer> seenCounts = new HashMap<>();
    private boolean initialized;

    ProblemNotifier(Notifier notifier) {
        this.notifier = notifier;
    }

    void show(List<ProblemEntry> now) {
        for (ProblemEntry entry : now) {
            Integer previousCount = seenCounts.put(entry.number(), entry.count());
            boolean isNew = previousCount == null || previousCount < entry.count();
            if (initialized && isNew && entry.open() && entry.problem().severity() != Severity.INFO) {
                notifier.showProblem(entry.problem());
            }
        }
        seenCounts.keySet().retainAll(now.stream().map(ProblemEntry::number).toList());
        initialized = true;
    }
}
