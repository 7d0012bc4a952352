package earshot.ui.devices;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.engine.DeviceToolCommand;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.Failures;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.tool.McpExchange;
import earshot.tool.Tool;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The tools of one device as a person tries them: the list, one call at a time, and what came of each (U48). On the FX thread only.
final class DeviceToolsViewModel {
    static final String STATUS = "self.get_device_status";
    static final String VOLUME = "self.audio_speaker.set_volume";
    static final String BRIGHTNESS = "self.screen.set_brightness";
    static final String THEME = "self.screen.set_theme";
    /// What the device is set to, without an answer of its own.
    static final Set<String> LEVELS = Set.of(VOLUME, BRIGHTNESS, THEME);
    static final String SNAPSHOT = "self.screen.snapshot";
    static final String REBOOT = "self.reboot";
    static final String UPGRADE = "self.upgrade_firmware";

    private final ViewContext viewContext;
    private final DeviceId device;
    private final ToolRunHistory history;
    private final Supplier<DeviceFacts> facts;
    private final ReadOnlyObjectWrapper<ToolListState> state = new ReadOnlyObjectWrapper<>(new ToolListState.Unasked());
    private final ReadOnlyObjectWrapper<List<Tool>> tools = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Controls> controls = new ReadOnlyObjectWrapper<>(Controls.UNKNOWN);
    private final ReadOnlyObjectWrapper<List<ToolRun>> runs;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private Optional<SessionId> askedIn = Optional.empty();

    /// What holds of the list.
    sealed interface ToolListState {
        /// It has no connection.
        record Asleep() implements ToolListState {}

        record Unasked() implements ToolListState {}

        /// Its hello does not name MCP.
        record Without() implements ToolListState {}

        record Asking() implements ToolListState {}

        record Listed(int count, Duration took) implements ToolListState {}

        /// @param reason for [earshot.problem.ProblemReason#text]
        record Failed(String reason) implements ToolListState {}
    }

    /// What the device said of its volume, brightness and theme; empty where it did not.
    record Controls(OptionalInt volume, OptionalInt brightness, Optional<String> theme) {
        static final Controls UNKNOWN = new Controls(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

        /// As it is after a call that succeeded.
        ///
        /// @param arguments what the tool was called with, a JSON object
        private Controls after(String tool, String arguments) {
            return switch (tool) {
                case VOLUME -> new Controls(percent(tree(arguments).path("volume")), brightness, theme);
                case BRIGHTNESS -> new Controls(volume, percent(tree(arguments).path("brightness")), theme);
                default -> this;
            };
        }
    }

    DeviceToolsViewModel(ViewContext viewContext, DeviceId device, Supplier<DeviceFacts> facts, ToolRunHistory history) {
        this.viewContext = viewContext;
        this.device = device;
        this.facts = facts;
        this.history = history;
        runs = new ReadOnlyObjectWrapper<>(history.of(device));
    }

    /// The connection changed, or the tab came to the front: a list is asked for once in a connection.
    void shown() {
        Optional<Connection> connection = facts.get().connection();
        if (connection.isEmpty()) {
            askedIn = Optional.empty();
            state.set(new ToolListState.Asleep());
            return;
        }
        if (connection.get().hello().isEmpty()) {
            return;
        }
        boolean offers = connection.get().hello().get().features().contains("mcp");
        Optional<SessionId> session = Optional.of(connection.get().link().sessionId());
        if (!session.equals(askedIn)) {
            if (offers) {
                list();
            } else {
                askedIn = session;
                state.set(new ToolListState.Without());
            }
        }
    }

    /// Asks for the tools, also a device that said it has none.
    void list() {
        askedIn = facts.get().connection().map(now -> now.link().sessionId());
        state.set(new ToolListState.Asking());
        send(new DeviceToolCommand.ListTools(device), result -> {
            if (result instanceof Operation.Result.ToolsListed listed) {
                listed(listed);
            }
        });
    }

    private void listed(Operation.Result.ToolsListed listed) {
        tools.set(listed.tools());
        Duration took = listed.exchanges().stream().map(McpExchange::took).reduce(Duration.ZERO, Duration::plus);
        Optional<String> failure = listed.exchanges().getLast().failure();
        state.set(failure.<ToolListState>map(ToolListState.Failed::new).orElseGet(() -> new ToolListState.Listed(listed.tools().size(), took)));
        if (has(STATUS)) {
            send(new DeviceToolCommand.CallTool(device, STATUS, "{}"), result -> {
                if (result instanceof Operation.Result.ToolCalled called) {
                    controls.set(controls(called.exchange().text()));
                }
            });
        }
    }

    /// Calls a tool; does nothing while another call is under way.
    ///
    /// @param arguments a JSON object
    void call(String tool, String arguments) {
        run(new DeviceToolCommand.CallTool(device, tool, arguments), arguments);
    }

    void takeSnapshot() {
        run(new DeviceToolCommand.TakeSnapshot(device), "{}");
    }

    /// Writes a picture to a file; a failure is shown.
    void savePicture(Path file, byte[] picture) {
        CompletableFuture<Optional<IOException>> written = new CompletableFuture<>();
        Thread.ofVirtual().name("picture").start(() -> {
            try {
                Files.write(file, picture);
                written.complete(Optional.empty());
            } catch (IOException e) {
                written.complete(Optional.of(e));
            }
        });
        viewContext.pump().whenDone(written,
            failure -> failure.ifPresent(e -> viewContext.notifier().showProblem(Failures.problem(e, ProblemCode.STORE_FAILED))));
    }

    /// Checks a firmware file; a refusal is shown.
    void checkFirmware(Path file, Consumer<Operation.Result.FirmwareFits> fits) {
        send(new DeviceToolCommand.CheckFirmware(device, file), result -> {
            if (result instanceof Operation.Result.FirmwareFits found) {
                fits.accept(found);
            }
        });
    }

    /// @param version that was confirmed
    void installFirmware(Path file, String version) {
        run(new DeviceToolCommand.InstallFirmware(device, file, version), "{}");
    }

    private void run(DeviceToolCommand command, String arguments) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        Instant at = viewContext.time().now();
        viewContext.pump().whenDone(viewContext.send(command).outcome(), outcome -> {
            if (outcome instanceof Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.ToolCalled called
                && called.exchange().failure().isEmpty()) {
                controls.set(controls.get().after(called.tool(), arguments));
            }
            busy.set(false);
            if (outcome instanceof Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.ToolCalled called) {
                history.add(device, new ToolRun(called.tool(), arguments, at, called.exchange(), called.pictures()));
                runs.set(history.of(device));
                String words = viewContext.texts().done(done);
                if (!words.isEmpty()) {
                    viewContext.notifier().show(Severity.INFO, done.key(), words);
                }
            }
        });
    }

    private void send(DeviceToolCommand command, Consumer<Operation.Result> done) {
        viewContext.pump().whenDone(viewContext.send(command).outcome(), outcome -> {
            switch (outcome) {
                case Outcome.Done finished -> finished.result().ifPresent(done);
                case Outcome.Failed _, Outcome.Cancelled _ -> shown();
            }
        });
    }

    DeviceId device() {
        return device;
    }

    boolean has(String tool) {
        return tools.get().stream().anyMatch(known -> known.name().equals(tool));
    }

    /// @param status what the device answered to [#STATUS]
    private static Controls controls(String status) {
        JsonNode said = tree(status);
        return new Controls(percent(said.path("audio_speaker").path("volume")), percent(said.path("screen").path("brightness")),
            Optional.ofNullable(said.path("screen").path("theme").textValue()));
    }

    /// Without anything in it where the text is no JSON.
    private static JsonNode tree(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    private static OptionalInt percent(JsonNode value) {
        return value.isNumber() ? OptionalInt.of(Math.clamp(value.asInt(), 0, 100)) : OptionalInt.empty();
    }

    ReadOnlyObjectProperty<ToolListState> state() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Tool>> tools() {
        return tools.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Controls> controls() {
        return controls.getReadOnlyProperty();
    }

    /// What was called, the newest first.
    ReadOnlyObjectProperty<List<ToolRun>> runs() {
        return runs.getReadOnlyProperty();
    }

    /// Whether a call is under way.
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }
}
