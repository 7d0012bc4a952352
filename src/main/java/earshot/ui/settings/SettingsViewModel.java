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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
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
    private final Field minSilence;
    private final Field longestTurn;
    private final Field vadMode;
    private final Field gate;
    private final FieldGroup timers;
    private final FieldGroup hearing;
    private final List<Field> doors;
    private final Pins pins = new Pins();
    private Pin ticking = () -> { };
    private Pin progress = () -> { };

    private final ReadOnlyBooleanWrapper doorsChanged = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper silent = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper countdowns = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper serving = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<RestartLine> restart = new ReadOnlyObjectWrapper<>(RestartLine.NONE);

    SettingsViewModel(Desk desk) {
        this.desk = desk;
        noVoice = new Field("close_connection_no_voice_time", desk::texts);
        grace = new Field("grace_seconds", desk::texts);
        port = new Field("server.port", desk::texts);
        httpPort = new Field("server.http_port", desk::texts);
        minSilence = new Field("vad.min_silence_ms", desk::texts);
        longestTurn = new Field("vad.longest_turn_ms", desk::texts);
        vadMode = new Field("vad.mode", desk::texts);
        gate = new Field("vad.gate_db", desk::texts);
        timers = new FieldGroup(desk, "settings.saved", noVoice, grace);
        hearing = new FieldGroup(desk, "settings.saved.next", minSilence, longestTurn, vadMode, gate);
        doors = List.of(port, httpPort);
        timers.fields().forEach(field -> field.text().subscribe(this::showSilent));
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
        minSilence.inForce(Long.toString(settings.vad().minSilence().toMillis()));
        longestTurn.inForce(Long.toString(settings.vad().longestTurn().toMillis()));
        vadMode.inForce(Integer.toString(settings.vad().mode()));
        gate.inForce(BigDecimal.valueOf(settings.vad().gateDb()).stripTrailingZeros().toPlainString());
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
        timers.retell();
        hearing.retell();
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

    Optional<Field> field(String key) {
        return Stream.of(timers.fields(), hearing.fields(), doors.stream()).flatMap(fields -> fields).filter(field -> field.key().equals(key)).findFirst();
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

    Field minSilence() {
        return minSilence;
    }

    Field longestTurn() {
        return longestTurn;
    }

    Field vadMode() {
        return vadMode;
    }

    Field gate() {
        return gate;
    }

    /// The two idle times.
    FieldGroup timers() {
        return timers;
    }

    /// How speech and its end are found.
    FieldGroup hearing() {
        return hearing;
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

    ReadOnlyObjectProperty<RestartLine> restartLine() {
        return restart.getReadOnlyProperty();
    }

    void close() {
        stop();
        progress.close();
        pins.close();
    }
}
