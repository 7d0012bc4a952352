package earshot.ui;

import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.engine.EngineState;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.engine.Totals;
import earshot.problem.Severity;
import earshot.server.Address;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import earshot.ui.part.Texts;
import earshot.watch.Pin;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final Desk desk;
    private final Pins pins = new Pins();
    private Pin progressPin = () -> { };

    private final ReadOnlyObjectWrapper<EngineState.Phase> phase = new ReadOnlyObjectWrapper<>(EngineState.Phase.STARTING);
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper stopped = new ReadOnlyStringWrapper("");
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
    private final ReadOnlyObjectWrapper<Optional<SettingsHistory.Broken>> broken = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<SettingsHistory.Broken> without = Optional.empty();
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper("");

    ShellViewModel(Desk desk) {
        this.desk = desk;
        pins.add(desk.pump().watch(desk.model().state(), this::show));
        pins.add(desk.pump().watch(desk.model().addresses(), this::showAddress));
        pins.add(desk.pump().watch(desk.model().problems(), this::showProblems));
        pins.add(desk.pump().watch(desk.model().operations(), this::showWork));
        pins.add(desk.pump().watch(desk.model().totals(), this::show));
        pins.add(desk.pump().watch(desk.model().history(), this::showBroken));
        pins.add(desk.pump().every(Duration.ofSeconds(1), this::tick));
        retell();
    }

    /// Updates all texts to the current language.
    void retell() {
        show(desk.model().state().get());
        showAddress(desk.model().addresses().get());
        showProblems(desk.model().problems().get());
        showWork(desk.model().operations().get());
        show(desk.model().totals().get());
        tick();
    }

    void close() {
        progressPin.close();
        pins.close();
    }

    private void show(EngineState now) {
        Texts texts = desk.texts();
        phase.set(now.phase());
        state.set(texts.get("state." + now.phase().name().toLowerCase(Locale.ROOT)));
        stopped.set(now.lastCleanStop().map(at -> texts.get("state.stopped.cleanly", MINUTE.format(at.atZone(ZoneId.systemDefault())))).orElse(texts.get("state.stopped.first")));
    }

    private void showBroken(SettingsHistory now) {
        broken.set(now.broken().filter(file -> !without.equals(Optional.of(file))));
    }

    /// Restores the last settings that could be read.
    void restoreLastGood() {
        broken.get().flatMap(SettingsHistory.Broken::lastGood).ifPresent(revision -> desk.send(new Command.RestoreSettings(revision)));
    }

    /// Hides the warning about the unreadable file until the file changes and is still unreadable.
    void goWithout() {
        without = broken.get();
        broken.set(Optional.empty());
    }

    private void showAddress(List<Address> now) {
        address.set(now.isEmpty() ? "" : now.getFirst().ws());
    }

    private void showProblems(List<ProblemEntry> now) {
        List<ProblemEntry> open = now.stream().filter(ProblemEntry::open).filter(entry -> entry.problem().severity() != Severity.INFO).toList();
        problems.set(open.size());
        critical.set(open.stream().anyMatch(entry -> entry.problem().severity() == Severity.CRITICAL));
    }

    private void showWork(List<Operation> now) {
        progressPin.close();
        if (now.isEmpty()) {
            progressPin = () -> { };
            busy.set(false);
            work.set("");
            return;
        }
        Operation first = now.getFirst();
        progressPin = desk.pump().watch(first.progress(), progress -> {
            Texts texts = desk.texts();
            String name = texts.getOr("operation." + first.name().replace(' ', '_'), first.name());
            String step = texts.progress(progress);
            work.set(step.isEmpty() ? name : name + " · " + step);
            done.set(progress.done().orElse(-1.0));
            busy.set(true);
        });
    }

    private void show(Totals now) {
        Texts texts = desk.texts();
        devices.set(now.known() == 0 ? texts.get("title.devices.none") : texts.get("title.devices", now.connected(), now.known()));
        flow.set(texts.get("status.flow", rate(now.framesInPerSecond()), rate(now.framesOutPerSecond()), now.late(), now.lost()));
        long kept = desk.model().events().end() - desk.model().events().first();
        events.set(texts.get("status.events", rate(now.eventsPerSecond()), kept, desk.model().events().first()));
        heap.set(texts.get("status.heap", now.heapUsedMb()));
        parts.set(desk.model().parts().get().codec());
    }

    private void tick() {
        clock.set(CLOCK.format(desk.time().now().atZone(ZoneId.systemDefault())));
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

    ReadOnlyStringProperty stopped() {
        return stopped.getReadOnlyProperty();
    }

    ReadOnlyStringProperty address() {
        return address.getReadOnlyProperty();
    }

    ReadOnlyStringProperty devices() {
        return devices.getReadOnlyProperty();
    }

    /// The settings file that cannot be read, until the user goes on without it.
    ReadOnlyObjectProperty<Optional<SettingsHistory.Broken>> broken() {
        return broken.getReadOnlyProperty();
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
