package earshot.ui.problems;

import module java.base;

import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.problem.Problem;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.ListSort;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The problems in reading order: open ones by severity, then acknowledged ones and those that are history; those that began last first within each, so that
/// one that is raised again stays in its place.
/// On the FX thread only.
final class ProblemsViewModel {
    private static final Comparator<ProblemEntry> ORDER = Comparator.comparing((ProblemEntry entry) -> !entry.open())
        .thenComparing(entry -> entry.open() && entry.acknowledged())
        .thenComparing(entry -> entry.open() ? -entry.problem().severity().ordinal() : 0)
        .thenComparing(ProblemEntry::at, Comparator.reverseOrder());

    private final ViewContext viewContext;
    private final LiveRows<ProblemEntry> entries = new LiveRows<>(ProblemEntry::number);
    private final ReadOnlyIntegerWrapper open = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper resolved = new ReadOnlyIntegerWrapper();
    private final ListSort<ProblemEntry> sort;
    private final StringProperty filter = new SimpleStringProperty("");
    private final WatchSubscription watchSubscription;
    private List<ProblemEntry> all = List.of();

    ProblemsViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        watchSubscription = viewContext.pump().watch(viewContext.model().problems(), next -> {
            all = next;
            showEntries(entries::update);
        });
        sort = new ListSort<>(viewContext.sorts(), "problems",
            ListSort.Column.byLargest("time", entry -> Optional.of(entry.last())),
            ListSort.Column.byName("what", entry -> viewContext.texts().what(DeviceNames.in(viewContext.model(), entry.problem()))),
            ListSort.Column.byLargest("count", entry -> Optional.of(entry.count())));
        sort.order().subscribe((_, _) -> showEntries(entries::replace));
        filter.subscribe((_, _) -> showEntries(entries::replace));
    }

    private void showEntries(Consumer<List<ProblemEntry>> show) {
        String searchText = LetterCase.folded(filter.get().strip());
        show.accept(all.stream().filter(entry -> searchText.isEmpty() || searchableText(entry).contains(searchText)).sorted(sort.over(ORDER)).toList());
        open.set((int) all.stream().filter(ProblemEntry::open).count());
        resolved.set((int) all.stream().filter(ProblemsViewModel::isResolved).count());
    }

    private String searchableText(ProblemEntry entry) {
        Texts texts = viewContext.texts();
        Problem problem = DeviceNames.in(viewContext.model(), entry.problem());
        return LetterCase.folded(
            String.join(" ", texts.what(problem), texts.why(problem), texts.remedy(problem), problem.code().key(), String.join(" ", entry.problem().args())));
    }

    /// The entry as text, for the clipboard and screen readers.
    String describe(ProblemEntry entry) {
        Texts texts = viewContext.texts();
        Problem problem = DeviceNames.in(viewContext.model(), entry.problem());
        return String.join("\n", TimeFormatter.DAY_CLOCK.format(entry.at()) + "  " + problem.code().key(), texts.what(problem), texts.why(problem),
            "→ " + texts.remedy(problem));
    }

    void dismiss(ProblemEntry entry) {
        entries.release(entry.number());
        viewContext.send(new Command.DismissProblem(entry.number()));
    }

    void acknowledge(ProblemEntry entry) {
        viewContext.send(new Command.AcknowledgeProblem(entry.number()));
    }

    /// Acknowledges all open problems, those that the filter hides included, as the badge counts them.
    void acknowledgeAll() {
        viewContext.send(new Command.AcknowledgeAllProblems());
    }

    /// Open ones that somebody has acknowledged.
    int acknowledged() {
        return (int) all.stream().filter(entry -> entry.open() && entry.acknowledged()).count();
    }

    /// Whether there is one that nobody has acknowledged.
    boolean acknowledgeable() {
        return all.stream().anyMatch(entry -> entry.open() && !entry.acknowledged());
    }

    /// Removes all resolved entries from the list.
    void dismissResolved() {
        all.stream().filter(ProblemsViewModel::isResolved).forEach(this::dismiss);
    }

    private static boolean isResolved(ProblemEntry entry) {
        return !entry.open() && !entry.replaced();
    }

    ListSort<ProblemEntry> sort() {
        return sort;
    }

    LiveRows<ProblemEntry> entries() {
        return entries;
    }

    ReadOnlyIntegerProperty open() {
        return open.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty resolved() {
        return resolved.getReadOnlyProperty();
    }

    StringProperty filter() {
        return filter;
    }

    int all() {
        return all.size();
    }

    void close() {
        watchSubscription.close();
    }
}
