package earshot.ui.check;

import module java.base;

import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.engine.SettingsFinding;
import earshot.engine.SettingsFinding.Remedy;
import earshot.engine.SettingsReport;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.ui.kit.ListSort;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The findings in reading order: what matters and does not hold first, then by line. On the FX thread only.
final class CheckViewModel {
    private final ViewContext viewContext;
    private final LiveRows<SettingsFinding> rows = new LiveRows<>(finding -> finding.line() + " " + finding.key());
    private final ReadOnlyObjectWrapper<SettingsReport> report = new ReadOnlyObjectWrapper<>(SettingsReport.NONE);
    private final ListSort<SettingsFinding> sort;
    private final StringProperty filter = new SimpleStringProperty("");
    /// Whether what holds as it is is left out.
    private final SimpleBooleanProperty onlyDifferences = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Optional<Problem>> unreadable = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final SubscriptionGroup subscriptions = new SubscriptionGroup();

    CheckViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        subscriptions.add(viewContext.pump().watch(viewContext.model().settingsReport(), now -> {
            report.set(now);
            show(rows::update);
        }));
        subscriptions.add(viewContext.pump().watch(viewContext.model().problems(), now -> unreadable.set(now.stream().filter(ProblemEntry::open)
            .map(ProblemEntry::problem).filter(problem -> problem.code() == ProblemCode.CONFIG_UNREADABLE).findFirst())));
        sort = new ListSort<>(viewContext.sorts(), "check", new ListSort.Column<>("line", false, Comparator.comparingInt(SettingsFinding::line)),
            ListSort.Column.byName("key", SettingsFinding::key),
            new ListSort.Column<>("effect", false, Comparator.comparing(SettingsFinding::effect)));
        sort.order().subscribe((_, _) -> show(rows::replace));
        filter.subscribe((_, _) -> show(rows::replace));
        onlyDifferences.subscribe((_, _) -> show(rows::replace));
    }

    private void show(Consumer<List<SettingsFinding>> show) {
        Locale locale = viewContext.texts().language().locale();
        String search = LetterCase.folded(filter.get().strip());
        show.accept(Stream.concat(report.get().failing().stream(), report.get().findings().stream().filter(finding -> !finding.fails()))
            .sorted(sort.over((_, _) -> 0))
            .filter(finding -> !onlyDifferences.get() || finding.effect() != SettingsFinding.Effect.USED && finding.effect() != SettingsFinding.Effect.KEPT)
            .filter(
                finding -> search.isEmpty() || LetterCase.folded(finding.key() + " " + finding.written() + " " + finding.text().in(locale)).contains(search))
            .toList());
    }

    /// One click: chooses, or goes to where it is filled in or added.
    void settle(Remedy remedy) {
        switch (remedy) {
            case Remedy.Choose(String key, String alias) -> viewContext.send(new Command.ApplySettings(Map.of(key, alias)));
            case Remedy.Fill(String key) -> NavigationTarget.of(new ProblemSubject.Setting(key)).ifPresent(viewContext.navigate());
            case Remedy.Add(var kind) -> viewContext.navigate().accept(NavigationTarget.of("models", kind.name()));
        }
    }

    void open(int line) {
        report.get().file().ifPresent(file -> viewContext.send(new Command.OpenFile(file, line)));
    }

    void toSettings() {
        viewContext.navigate().accept(NavigationTarget.of("settings"));
    }

    ListSort<SettingsFinding> sort() {
        return sort;
    }

    LiveRows<SettingsFinding> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<SettingsReport> report() {
        return report.getReadOnlyProperty();
    }

    /// A settings file that cannot be read, or not any more.
    ReadOnlyObjectProperty<Optional<Problem>> unreadable() {
        return unreadable.getReadOnlyProperty();
    }

    StringProperty filter() {
        return filter;
    }

    SimpleBooleanProperty onlyDifferences() {
        return onlyDifferences;
    }

    void close() {
        subscriptions.close();
    }
}
