package earshot.ui.settings;

import earshot.config.SettingsSheet;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.IdleCountdown;
import earshot.engine.Command;
import earshot.engine.EngineState;
import earshot.engine.Operation;
import earshot.memory.Recollection;
import earshot.ui.part.Desk;
import earshot.ui.part.Durations;
import earshot.ui.part.Pins;
import earshot.ui.part.Texts;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The edited settings, texts that show their current effect, and the restart. Edits are local until they are applied.
/// On the FX thread only.
final class SettingsViewModel {
    private static final int LISTED = 4;

    private final Desk desk;
    private final Map<Group, FieldGroup> groups = new EnumMap<>(Group.class);
    private final TryOutViewModel tryOut;
    private final StringProperty filter = new SimpleStringProperty("");
    private final Pins pins = new Pins();
    private Pin ticking = () -> { };
    private Pin progress = () -> { };

    private final ReadOnlyObjectWrapper<List<SettingsSheet.Unknown>> unknown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper silent = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper countdowns = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper rememberedCount = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper serving = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RestartLine> restart = new ReadOnlyObjectWrapper<>(RestartLine.NONE);

    SettingsViewModel(Desk desk) {
        this.desk = desk;
        for (Group group : Group.values()) {
            groups.put(group, new FieldGroup(desk, group));
        }
        noVoice().text().subscribe(this::showSilent);
        tryOut = new TryOutViewModel(desk, group(Group.HEARING));
        pins.add(desk.pump().watch(desk.model().sheet(), this::show));
        pins.add(desk.pump().watch(desk.model().state(), this::show));
        pins.add(desk.pump().watch(desk.model().memories(), this::count));
    }

    private void show(SettingsSheet sheet) {
        groups.values().stream().flatMap(FieldGroup::fields).forEach(field -> Optional.ofNullable(sheet.rows().get(field.key())).ifPresent(field::inForce));
        unknown.set(sheet.unknown());
        showSilent();
    }

    private void count(List<Recollection> memories) {
        rememberedCount.set(desk.texts().get(memories.isEmpty() ? "settings.memory.none" : memories.size() == 1 ? "settings.memory.one" : "settings.memory.some", memories.size()));
    }

    private void show(EngineState state) {
        Texts texts = desk.texts();
        serving.set(state.phase() == EngineState.Phase.RUNNING ? texts.get("settings.serving", Integer.toString(state.port()), Integer.toString(state.httpPort()))
            : texts.get("settings.not.serving"));
    }

    private void showSilent() {
        Field noVoice = noVoice();
        long seconds = noVoice.wrong().get().isEmpty() && noVoice.text().get().strip().matches("\\d{1,9}") ? Long.parseLong(noVoice.text().get().strip())
            : desk.model().settings().get().idle().noVoice().toSeconds();
        silent.set(desk.texts().get("settings.silent.is", Long.toString(seconds + 60), Long.toString(seconds)));
    }

    /// Updates all texts to the current language.
    void retell() {
        show(desk.model().sheet().get());
        show(desk.model().state().get());
        count(desk.model().memories().get());
        groups.values().forEach(FieldGroup::retell);
        tryOut.retell();
        tick();
    }

    /// The view is visible: starts updating the countdowns.
    void start() {
        ticking.close();
        ticking = desk.pump().every(Duration.ofSeconds(1), this::tick);
        tick();
        tryOut.shown();
    }

    void stop() {
        ticking.close();
        tryOut.hidden();
    }

    private void tick() {
        List<String> lines = desk.model().devices().get().stream().flatMap(device -> line(device).stream()).toList();
        String more = lines.size() > LISTED ? "\n" + desk.texts().get("settings.countdown.more", lines.size() - LISTED) : "";
        countdowns.set(lines.isEmpty() ? desk.texts().get("settings.countdown.none") : String.join("\n", lines.subList(0, Math.min(LISTED, lines.size()))) + more);
    }

    private Optional<String> line(DeviceModel device) {
        return device.idle().get().map(idle -> {
            String left = Durations.clock(Duration.ofNanos(idle.atNanos() - desk.time().nanos()));
            String key = idle.suspended() ? "settings.countdown.suspended"
                : idle.layer() == IdleCountdown.Layer.SILENT ? "settings.countdown.silent" : "settings.countdown.voice";
            return desk.texts().get(key, device.facts().get().name(), left);
        });
    }

    /// Applies edited server settings, then restarts the server. Returns the first field with an error, if any.
    Optional<Field> saveAndRestart() {
        FieldGroup server = group(Group.SERVER);
        if (server.changes().get() == 0) {
            restart();
            return Optional.empty();
        }
        return server.apply(this::restart);
    }

    /// Who is affected by a restart, for the confirmation dialog.
    String restartFacts() {
        List<DeviceFacts.Connection> connected = desk.model().devices().get().stream().flatMap(device -> device.facts().get().connection().stream()).toList();
        long speaking = connected.stream().filter(DeviceFacts.Connection::speaking).count();
        return connected.isEmpty() ? desk.texts().get("settings.restart.nobody") : desk.texts().get("settings.restart.facts", connected.size(), speaking);
    }

    void restart() {
        follow(desk.send(new Command.Restart()));
    }

    private void follow(Operation operation) {
        progress.close();
        progress = desk.pump().watch(operation.progress(), now -> restart.set(new RestartLine(true,
            desk.texts().progress(now), now.done().orElse(-1.0), Optional.empty())));
        desk.pump().when(operation.outcome(), outcome -> {
            progress.close();
            restart.set(switch (outcome) {
                case Operation.Outcome.Done done -> new RestartLine(false, desk.texts().get("settings.restart.done", desk.texts().done(done)), 1, Optional.empty());
                case Operation.Outcome.Failed failed -> new RestartLine(false, desk.texts().what(failed.problem()), 0, Optional.of(failed.problem()));
                case Operation.Outcome.Cancelled _ -> new RestartLine(false, desk.texts().get("settings.restart.cancelled"), 0, Optional.empty());
            });
        });
    }

    List<Field> fields() {
        return groups.values().stream().flatMap(FieldGroup::fields).toList();
    }

    Optional<Field> field(String key) {
        return fields().stream().filter(field -> field.key().equals(key)).findFirst();
    }

    FieldGroup group(Group group) {
        return groups.get(group);
    }

    private Field noVoice() {
        return field("close_connection_no_voice_time").orElseThrow();
    }

    /// Whether the search shows a field; blank shows all.
    boolean shows(Field field) {
        String words = filter.get().strip().toLowerCase(Locale.ROOT);
        return words.isEmpty() || field.about(words);
    }

    /// The search text.
    StringProperty filter() {
        return filter;
    }

    /// Preview of the voice activity detection settings before they are applied.
    TryOutViewModel tryOut() {
        return tryOut;
    }

    /// Text with the number of devices that have a memory.
    ReadOnlyStringProperty rememberedCount() {
        return rememberedCount.getReadOnlyProperty();
    }

    /// Unknown keys in the settings files; they are preserved.
    ReadOnlyObjectProperty<List<SettingsSheet.Unknown>> unknown() {
        return unknown.getReadOnlyProperty();
    }

    ReadOnlyStringProperty silent() {
        return silent.getReadOnlyProperty();
    }

    ReadOnlyStringProperty countdowns() {
        return countdowns.getReadOnlyProperty();
    }

    ReadOnlyStringProperty serving() {
        return serving.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RestartLine> restartLine() {
        return restart.getReadOnlyProperty();
    }

    void close() {
        stop();
        progress.close();
        tryOut.close();
        pins.close();
    }
}
