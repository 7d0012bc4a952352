package earshot.ui;

import earshot.engine.ProblemEntry;
import earshot.problem.Severity;
import earshot.ui.part.Notices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Shows new and repeated problems as toasts. Problems open when the window opens only count in the badge.
final class ProblemNotices {
    private final Notices notices;
    private final Map<Long, Integer> told = new HashMap<>();
    private boolean begun;

    ProblemNotices(Notices notices) {
        this.notices = notices;
    }

    void show(List<ProblemEntry> now) {
        for (ProblemEntry entry : now) {
            Integer before = told.put(entry.number(), entry.count());
            boolean news = before == null || before < entry.count();
            if (begun && news && entry.open() && entry.problem().severity() != Severity.INFO) {
                notices.problem(entry.problem());
            }
        }
        told.keySet().retainAll(now.stream().map(ProblemEntry::number).toList());
        begun = true;
    }
}
