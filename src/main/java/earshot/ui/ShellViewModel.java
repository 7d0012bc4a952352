package earshot.ui;

import module java.base;

import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.engine.EngineState;
import earshot.engine.FaultCommand;
import earshot.engine.Operation;
import earshot.engine.PreviousRun;
import earshot.engine.ProblemEntry;
import earshot.engine.RecordedSession;
import earshot.engine.ServerMetrics;
import earshot.fault.ActiveFault;
import earshot.problem.Severity;
import earshot.server.ServerAddress;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Texts and states of the title bar and the status bar. On the FX thread only.
final class ShellViewModel {
    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private static final Duration NOTICE = Duration.ofSeconds(8);
    /// Of the clock and of the numbers beside it, which change in one frame.
    private static final Duration SECOND = Duration.ofSeconds(1);
    /// Faults that the banner names.
    private static final int MOST_FAULTS = 4;
    private WatchSubscription progressSubscription = () -> { };

    private final ReadOnlyObjectWrapper<EngineStatus> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper address = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<OpenProblems> problems = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Optional<Work>> work = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ServerStatus> server = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Optional<SettingsHistory.UnreadableFile>> brokenSettings = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<SettingsHistory.UnreadableFile> ignoredFile = Optional.empty();
    private final ReadOnlyStringWrapper faults = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private WatchSubscription noticeEnd = () -> { };
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper("");

    record EngineStatus(EngineState.Phase phase, String text, LastStop lastStop) {}

    /// How the program ended the last time.
    ///
    /// @param brief for the status bar; empty for nothing
    record LastStop(String text, String brief, boolean inOrder) {}

    /// Open warnings and critical problems that nobody has acknowledged.
    record OpenProblems(int count, boolean critical) {}

    /// The oldest running operation.
    ///
    /// @param done 0 to 1, -1 if unknown
    /// @param cancel empty where it continues in any case, or is cancelled where it was started
    record Work(String text, double done, Optional<Runnable> cancel) {}

    /// Texts of the devices in the title bar and of the status bar.
    record ServerStatus(String devices, String flow, String events, String heap, String codec) {}

    ShellViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().state(), this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().addresses(), this::showAddress));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().problems(), this::showProblems));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().operations(), this::showOperations));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().serverMetrics(), SECOND, this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().history(), this::showBroken));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().faults(), this::showFaults));
        subscriptionGroup.add(viewContext.pump().every(SECOND, this::tick));
        refreshTexts();
    }

    /// Updates all texts to the current language.
    void refreshTexts() {
        show(viewContext.model().state().get());
        showAddress(viewContext.model().addresses().get());
        showProblems(viewContext.model().problems().get());
        showOperations(viewContext.model().operations().get());
        show(viewContext.model().serverMetrics().get());
        showFaults(viewContext.model().faults().get());
        tick();
    }

    /// Shows a notice for some seconds.
    void tell(String words) {
        noticeEnd.close();
        notice.set(words);
        noticeEnd = viewContext.pump().after(NOTICE, () -> notice.set(""));
    }

    void close() {
        noticeEnd.close();
        progressSubscription.close();
        subscriptionGroup.close();
    }

    private void show(EngineState now) {
        Texts texts = viewContext.texts();
        Optional<RecordedSession> recorded = viewContext.model().recordedSession();
        if (recorded.isPresent()) {
            RecordedSession session = recorded.get();
            state.set(new EngineStatus(now.phase(), texts.get("session.title", TimeFormatter.DATE_MINUTE.format(session.began())),
                new LastStop(texts.get("session.by", session.file(), session.product()), "", true)));
            return;
        }
        state.set(new EngineStatus(now.phase(), texts.get("state." + Texts.keyOf(now.phase())), switch (now.previousRun()) {
            case PreviousRun.Stopped(Instant at) -> new LastStop(texts.get("state.stopped.cleanly", TimeFormatter.DAY_MINUTE.format(at)),
                texts.get("status.stopped.cleanly", TimeFormatter.DAY_MINUTE.format(at)), true);
            case PreviousRun.Interrupted _ -> new LastStop(texts.get("state.stopped.uncleanly"), texts.get("status.stopped.uncleanly"), false);
            case PreviousRun.None _ -> new LastStop(texts.get("state.stopped.first"), "", true);
        }));
    }

    private void showBroken(SettingsHistory now) {
        brokenSettings.set(now.unreadableFile().filter(file -> !ignoredFile.equals(Optional.of(file))));
    }

    /// Restores the last settings that could be read.
    void restoreLastGood() {
        brokenSettings.get().flatMap(SettingsHistory.UnreadableFile::lastReadableRevision)
            .ifPresent(revision -> viewContext.send(new Command.RestoreSettings(revision)));
    }

    /// Opens the file that cannot be read where its fault is.
    void openBrokenFile() {
        brokenSettings.get().ifPresent(file -> viewContext.send(new Command.OpenFile(Path.of(file.file()), line(file).orElse(1))));
    }

    /// The line of the fault, where it is known.
    static Optional<Integer> line(SettingsHistory.UnreadableFile file) {
        return file.line().chars().allMatch(Character::isDigit) && !file.line().isEmpty() ? Optional.of(Integer.valueOf(file.line())) : Optional.empty();
    }

    /// Hides the warning about the unreadable file until the file changes and is still unreadable.
    void ignoreBrokenFile() {
        ignoredFile = brokenSettings.get();
        brokenSettings.set(Optional.empty());
    }

    private void showFaults(List<ActiveFault> now) {
        Texts texts = viewContext.texts();
        List<String> named = now.stream().map(one -> FaultText.of(one, viewContext)).toList();
        faults.set(now.isEmpty() ? "" : texts.get("faults.banner", texts.list(named, MOST_FAULTS)));
    }

    /// Shows the faults of the device that got one last.
    void showFaults() {
        viewContext.model().faults().get().reversed().stream().findFirst()
            .ifPresent(last -> viewContext.navigate().accept(NavigationTarget.of("devices", last.device() + NavigationTarget.FAULTS)));
    }

    void switchFaultsOff() {
        viewContext.send(new FaultCommand.SwitchAllOff());
    }

    private void showAddress(List<ServerAddress> now) {
        address.set(now.isEmpty() ? "" : now.getFirst().ws());
    }

    private void showProblems(List<ProblemEntry> now) {
        List<ProblemEntry> open = now.stream().filter(ProblemEntry::needsAttention).toList();
        problems.set(new OpenProblems(open.size(), open.stream().anyMatch(entry -> entry.problem().severity() == Severity.CRITICAL)));
    }

    private void showOperations(List<Operation> now) {
        progressSubscription.close();
        if (now.isEmpty()) {
            progressSubscription = () -> { };
            work.set(Optional.empty());
            return;
        }
        Operation first = now.getFirst();
        progressSubscription = viewContext.pump().watch(first.progress(), progress -> {
            Texts texts = viewContext.texts();
            String name = texts.getOrDefault("operation." + first.kind().key(), first.kind().key());
            String step = texts.progress(progress);
            work.set(Optional.of(new Work(step.isEmpty() ? name : name + " · " + step, progress.done().orElse(-1.0),
                first.kind().cancellable() ? Optional.of(first::cancel) : Optional.empty())));
        });
    }

    private void show(ServerMetrics now) {
        Texts texts = viewContext.texts();
        long first = viewContext.model().events().first();
        server.set(new ServerStatus(
            viewContext.recorded() ? texts.get("session.devices", now.known()) : now.known() == 0 ? texts.get("title.devices.none")
                : texts.get("title.devices", now.connected(), now.known()),
            texts.get("status.flow", rate(now.framesInPerSecond()), rate(now.framesOutPerSecond()), now.late(), now.lost()),
            viewContext.recorded() ? texts.get("session.rows.all", viewContext.model().events().end())
                : texts.get("status.events", rate(now.eventsPerSecond()), viewContext.model().events().end() - first, first),
            texts.get("status.heap", now.heapUsedMb()),
            viewContext.model().activeComponents().get().codec()));
    }

    private void tick() {
        clock.set(TimeFormatter.CLOCK_MILLIS.format(viewContext.time().now()));
    }

    private static String rate(double perSecond) {
        return perSecond >= 100 ? Long.toString(Math.round(perSecond)) : String.format(Locale.ROOT, "%.1f", perSecond);
    }

    ReadOnlyObjectProperty<EngineStatus> state() {
        return state.getReadOnlyProperty();
    }

    /// Address for devices, empty while there is none.
    ReadOnlyStringProperty address() {
        return address.getReadOnlyProperty();
    }

    /// The settings file that cannot be read, until the user continues without it.
    ReadOnlyObjectProperty<Optional<SettingsHistory.UnreadableFile>> brokenSettings() {
        return brokenSettings.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<OpenProblems> problems() {
        return problems.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Work>> work() {
        return work.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ServerStatus> server() {
        return server.getReadOnlyProperty();
    }

    /// The faults that are on, in words; empty while there are none.
    ReadOnlyStringProperty faults() {
        return faults.getReadOnlyProperty();
    }

    ReadOnlyStringProperty notice() {
        return notice.getReadOnlyProperty();
    }

    ReadOnlyStringProperty clock() {
        return clock.getReadOnlyProperty();
    }
}
