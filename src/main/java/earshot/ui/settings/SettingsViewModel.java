package earshot.ui.settings;

import earshot.config.Settings;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.IdleCountdown;
import earshot.engine.Command;
import earshot.engine.EngineState;
import earshot.engine.Operation;
import earshot.ui.part.Desk;
import earshot.ui.part.Durations;
import earshot.ui.part.Pins;
import earshot.ui.part.Texts;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The settings as they are edited, what each means now, and the restart. Edits are local until they are applied.
/// On the FX thread only.
final class SettingsViewModel {
    private static final int LISTED = 4;

    private final Desk desk;
    private final Field noVoice;
    private final Field grace;
    private final Field port;
    private final Field httpPort;
    private final List<Field> live;
    private final List<Field> doors;
    private final Pins pins = new Pins();
    private Pin ticking = () -> { };
    private Pin progress = () -> { };

    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper doorsChanged = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper silent = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper countdowns = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper serving = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RestartLine> restart = new ReadOnlyObjectWrapper<>(RestartLine.NONE);

    SettingsViewModel(Desk desk) {
        this.desk = desk;
        noVoice = new Field("close_connection_no_voice_time", desk::texts);
        grace = new Field("grace_seconds", desk::texts);
        port = new Field("server.port", desk::texts);
        httpPort = new Field("server.http_port", desk::texts);
        live = List.of(noVoice, grace);
        doors = List.of(port, httpPort);
        for (Field field : live) {
            field.changed().subscribe(() -> changes.set((int) live.stream().filter(f -> f.changed().get()).count()));
            field.text().subscribe(this::showSilent);
        }
        for (Field field : doors) {
            field.changed().subscribe(() -> doorsChanged.set(doors.stream().anyMatch(f -> f.changed().get())));
        }
        pins.add(desk.pump().watch(desk.model().settings(), this::show));
        pins.add(desk.pump().watch(desk.model().state(), this::show));
    }

    private void show(Settings settings) {
        noVoice.inForce(Long.toString(settings.idle().noVoice().toSeconds()));
        grace.inForce(Long.toString(settings.idle().grace().toSeconds()));
        port.inForce(Integer.toString(settings.server().port()));
        httpPort.inForce(Integer.toString(settings.server().httpPort()));
        showSilent();
    }

    private void show(EngineState state) {
        Texts texts = desk.texts();
        serving.set(state.phase() == EngineState.Phase.RUNNING ? texts.get("settings.serving", Integer.toString(state.port()), Integer.toString(state.httpPort()))
            : texts.get("settings.not.serving"));
    }

    private void showSilent() {
        long seconds = noVoice.wrong().get().isEmpty() && noVoice.text().get().strip().matches("\\d{1,9}") ? Long.parseLong(noVoice.text().get().strip())
            : desk.model().settings().get().idle().noVoice().toSeconds();
        silent.set(desk.texts().get("settings.silent.is", Long.toString(seconds + 60), Long.toString(seconds)));
    }

    /// Says everything again, in the language of this moment.
    void retell() {
        show(desk.model().settings().get());
        show(desk.model().state().get());
        saved.set("");
        tick();
    }

    /// The view is on the screen: the countdowns move.
    void start() {
        ticking.close();
        ticking = desk.pump().every(Duration.ofSeconds(1), this::tick);
        tick();
    }

    void stop() {
        ticking.close();
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

    /// The first field that is wrong, or empty after the changed ones were sent to be applied.
    Optional<Field> apply() {
        Optional<Field> wrong = live.stream().filter(field -> field.wrong().get().isPresent()).findFirst();
        if (wrong.isEmpty()) {
            send(live);
        }
        return wrong;
    }

    private void send(List<Field> fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.stream().filter(field -> field.changed().get()).forEach(field -> values.put(field.key(), Long.parseLong(field.text().get().strip())));
        if (values.isEmpty()) {
            return;
        }
        Operation operation = desk.send(new Command.ApplySettings(values));
        desk.pump().when(operation.outcome(), outcome -> saved.set(outcome instanceof Operation.Outcome.Done ? desk.texts().get("settings.saved", values.size()) : ""));
    }

    void discard() {
        live.forEach(Field::discard);
    }

    /// Opens the doors on the ports that are written: saves them, then restarts. The first wrong field, or empty.
    Optional<Field> openOnPorts() {
        Optional<Field> wrong = doors.stream().filter(field -> field.wrong().get().isPresent()).findFirst();
        if (wrong.isEmpty()) {
            follow(desk.send(new Command.ChoosePorts(Integer.parseInt(port.text().get().strip()), Integer.parseInt(httpPort.text().get().strip()))));
        }
        return wrong;
    }

    /// What a restart would touch, for the question before it.
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
            words(now), now.done().orElse(-1.0), Optional.empty())));
        desk.pump().when(operation.outcome(), outcome -> {
            progress.close();
            restart.set(switch (outcome) {
                case Operation.Outcome.Done done -> new RestartLine(false, desk.texts().get("settings.restart.done", done.detail()), 1, Optional.empty());
                case Operation.Outcome.Failed failed -> new RestartLine(false, desk.texts().what(failed.problem()), 0, Optional.of(failed.problem()));
                case Operation.Outcome.Cancelled _ -> new RestartLine(false, desk.texts().get("settings.restart.cancelled"), 0, Optional.empty());
            });
        });
    }

    private String words(Operation.Progress now) {
        String phase = desk.texts().getOr("phase." + now.phase(), now.phase());
        return now.detail().isEmpty() ? phase : phase + " · " + now.detail();
    }

    Optional<Field> field(String key) {
        return java.util.stream.Stream.concat(live.stream(), doors.stream()).filter(field -> field.key().equals(key)).findFirst();
    }

    Field noVoice() {
        return noVoice;
    }

    Field grace() {
        return grace;
    }

    Field port() {
        return port;
    }

    Field httpPort() {
        return httpPort;
    }

    /// How many of the timers are edited and not applied.
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty doorsChanged() {
        return doorsChanged.getReadOnlyProperty();
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

    ReadOnlyStringProperty saved() {
        return saved.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RestartLine> restartLine() {
        return restart.getReadOnlyProperty();
    }

    void close() {
        stop();
        progress.close();
        pins.close();
    }
}
