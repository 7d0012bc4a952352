package earshot.ui;

import module java.base;

import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.engine.EngineState;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.engine.ServerMetrics;
import earshot.problem.Severity;
import earshot.server.ServerAddress;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Texts and states of the title bar and the status bar. On the FX thread only.
final class ShellViewModel {

    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private WatchSubscription progressSubscription = () -> { };

    private final ReadOnlyObjectWrapper<EngineState.Phase> phase = new ReadOnlyObjectWrapper<>(EngineState.Phase.STARTING);
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper lastStop = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper address = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper devices = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper problems = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper critical = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper work = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper done = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper flow = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper events = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper heap = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper parts = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<SettingsHistory.UnreadableFile>> brokenSettings = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<SettingsHistory.UnreadableFile> ignoredFile = Optional.empty();
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper("");

    ShellViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().state(), this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().addresses(), this::showAddress));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().problems(), this::showProblems));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().operations(), this::showOperations));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().serverMetrics(), this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().history(), this::showBroken));
        subscriptionGroup.add(viewContext.pump().every(Duration.ofSeconds(1), this::tick));
        refreshTexts();
    }

    /// Updates all texts to the current language.
    void refreshTexts() {
        show(viewContext.model().state().get());
        showAddress(viewContext.model().addresses().get());
        showProblems(viewContext.model().problems().get());
        showOperations(viewContext.model().operations().get());
        show(viewContext.model().serverMetrics().get());
        tick();
    }

    void close() {
        progressSubscription.close();
        subscriptionGroup.close();
    }

    private void show(EngineState now) {
        Texts texts = viewContext.texts();
        phase.set(now.phase());
        state.set(texts.get("state." + Texts.keyOf(now.phase())));
        lastStop.set(now.lastCleanStop().map(at -> texts.get("state.stopped.cleanly", TimeFormatter.DAY_MINUTE.format(at))).orElse(texts.get("state.stopped.first")));
    }

    private void showBroken(SettingsHistory now) {
        brokenSettings.set(now.unreadableFile().filter(file -> !ignoredFile.equals(Optional.of(file))));
    }

    /// Restores the last settings that could be read.
    void restoreLastGood() {
        brokenSettings.get().flatMap(SettingsHistory.UnreadableFile::lastReadableRevision).ifPresent(revision -> viewContext.send(new Command.RestoreSettings(revision)));
    }

    /// Hides the warning about the unreadable file until the file changes and is still unreadable.
    void ignoreBrokenFile() {
        ignoredFile = brokenSettings.get();
        brokenSettings.set(Optional.empty());
    }

    private void showAddress(List<ServerAddress> now) {
        address.set(now.isEmpty() ? "" : now.getFirst().ws());
    }

    private void showProblems(List<ProblemEntry> now) {
        List<ProblemEntry> open = now.stream().filter(ProblemEntry::open).filter(entry -> entry.problem().severity() != Severity.INFO).toList();
        problems.set(open.size());
        critical.set(open.stream().anyMatch(entry -> entry.problem().severity() == Severity.CRITICAL));
    }

    private void showOperations(List<Operation> now) {
        progressSubscription.close();
        if (now.isEmpty()) {
            progressSubscription = () -> { };
            busy.set(false);
            work.set("");
            return;
        }
        Operation first = now.getFirst();
        progressSubscription = viewContext.pump().watch(first.progress(), progress -> {
            Texts texts = viewContext.texts();
            String name = texts.getOrDefault("operation." + first.kind().key(), first.kind().key());
            String step = texts.progress(progress);
            work.set(step.isEmpty() ? name : name + " · " + step);
            done.set(progress.done().orElse(-1.0));
            busy.set(true);
        });
    }

    private void show(ServerMetrics now) {
        Texts texts = viewContext.texts();
        devices.set(now.known() == 0 ? texts.get("title.devices.none") : texts.get("title.devices", now.connected(), now.known()));
        flow.set(texts.get("status.flow", rate(now.framesInPerSecond()), rate(now.framesOutPerSecond()), now.late(), now.lost()));
        long kept = viewContext.model().events().end() - viewContext.model().events().first();
        events.set(texts.get("status.events", rate(now.eventsPerSecond()), kept, viewContext.model().events().first()));
        heap.set(texts.get("status.heap", now.heapUsedMb()));
        parts.set(viewContext.model().activeComponents().get().codec());
    }

    private void tick() {
        clock.set(TimeFormatter.CLOCK_MILLIS.format(viewContext.time().now()));
    }

    private static String rate(double perSecond) {
        return perSecond >= 100 ? Long.toString(Math.round(perSecond)) : String.format(Locale.ROOT, "%.1f", perSecond);
    }

    ReadOnlyObjectProperty<EngineState.Phase> phase() {
        return phase.getReadOnlyProperty();
    }

    ReadOnlyStringProperty state() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyStringProperty lastStop() {
        return lastStop.getReadOnlyProperty();
    }

    ReadOnlyStringProperty address() {
        return address.getReadOnlyProperty();
    }

    ReadOnlyStringProperty devices() {
        return devices.getReadOnlyProperty();
    }

    /// The settings file that cannot be read, until the user goes on without it.
    ReadOnlyObjectProperty<Optional<SettingsHistory.UnreadableFile>> brokenSettings() {
        return brokenSettings.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty problems() {
        return problems.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty critical() {
        return critical.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyStringProperty work() {
        return work.getReadOnlyProperty();
    }

    ReadOnlyDoubleProperty done() {
        return done.getReadOnlyProperty();
    }

    ReadOnlyStringProperty flow() {
        return flow.getReadOnlyProperty();
    }

    ReadOnlyStringProperty events() {
        return events.getReadOnlyProperty();
    }

    ReadOnlyStringProperty heap() {
        return heap.getReadOnlyProperty();
    }

    ReadOnlyStringProperty parts() {
        return parts.getReadOnlyProperty();
    }

    ReadOnlyStringProperty clock() {
        return clock.getReadOnlyProperty();
    }
}
