package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts.HelloFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.DeviceToolCommand;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.tool.McpExchange;
import earshot.tool.Tool;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.Texts.Language;
import earshot.watch.MutableWatch;
import earshot.wire.Dialect;
import javafx.event.ActionEvent;
import javafx.scene.control.ButtonBase;
import javafx.geometry.Bounds;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.stage.Window;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U48: the tools of a device, tried by hand in the window")
class DeviceToolsClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("94:01");
    private static final String VOLUME = "self.audio_speaker.set_volume";
    private static final List<Tool> TOOLS = List.of(tool("self.get_device_status", "{}"),
        tool(VOLUME, "{\"properties\":{\"volume\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}},\"required\":[\"volume\"]}"),
        tool("self.reboot", "{}"), tool("self.upgrade_firmware", "{\"properties\":{\"url\":{\"type\":\"string\"}},\"required\":[\"url\"]}"),
        tool("self.screen.snapshot", "{}"));
    private static final Path FIRMWARE = Path.of("/somewhere/xiaozhi.bin");

    private Function<Command, Operation> commands = engine;

    /// A person who always chooses the same file.
    private static final class FirmwareFile implements FileDialogs {
        @Override
        public Optional<File> save(Window over, String title, String name, List<String> endings) {
            return Optional.empty();
        }

        @Override
        public Optional<File> open(Window over, String title, List<String> endings) {
            return Optional.of(FIRMWARE.toFile());
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aToolIsListedFilledInCalledAndCalledAgain(Language language) {
        engine.answers = DeviceToolsClickTest::answer;
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(language);
        assertThat(engine.sentCommands.stream().filter(DeviceToolCommand.class::isInstance)).containsExactly(new DeviceToolCommand.ListTools(KITCHEN),
            new DeviceToolCommand.CallTool(KITCHEN, "self.get_device_status", "{}"));
        assertThat(((Slider) node("#tool-volume")).getValue()).as("as the device said").isEqualTo(64);
        choose(1);
        type("101");
        fire("#call-tool");
        assertThat(words(".bad-text")).as("not sent").anyMatch(word -> word.contains("100"));
        assertThat(calls()).isEmpty();
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner())).as("where it is to be mended").isSameAs(node("#tool-field-volume"));
        type("30");
        assertThat(words(".bad-text")).as("mended").noneMatch(word -> word.contains("100"));
        fire("#call-tool");
        assertThat(calls()).containsExactly(new DeviceToolCommand.CallTool(KITCHEN, VOLUME, "{\"volume\":30}"));
        assertThat(((Slider) node("#tool-volume")).getValue()).as("as it was called").isEqualTo(30);
        assertThat(words("#quick .number")).containsExactly("30");
        assertThat(words("#toolResult .label")).contains(VOLUME, language == Language.ENGLISH ? "23 ms" : "23 毫秒");
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup("#toolHistory .small-button")).fire());
        assertThat(calls()).hasSize(2).allMatch(new DeviceToolCommand.CallTool(KITCHEN, VOLUME, "{\"volume\":30}")::equals);
        choose(3);
        assertThat(all("#call-tool")).as("no firmware from any address").isEmpty();
    }

    @Test
    void aRebootIsAskedForFirst() {
        engine.answers = DeviceToolsClickTest::answer;
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(Language.ENGLISH);
        fire("#reboot-device");
        assertThat(calls()).isEmpty();
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords("#dialog .button", "Reboot")).fire());
        assertThat(calls()).containsExactly(new DeviceToolCommand.CallTool(KITCHEN, "self.reboot", "{}"));
    }

    @Test
    void aPictureIsShownAndOneThatCannotBeIsTold() throws IOException {
        byte[] screen;
        try (InputStream in = Objects.requireNonNull(DeviceToolsClickTest.class.getResourceAsStream("/assets/device/screen.jpg"))) {
            screen = in.readAllBytes();
        }
        Queue<List<byte[]>> pictures = new ArrayDeque<>(List.of(List.of(screen), List.of(new byte[] {1, 2, 3}), List.of()));
        engine.answers = command -> command instanceof DeviceToolCommand.TakeSnapshot
            ? Optional.of(done(new Result.ToolCalled("self.screen.snapshot", exchange("true"), pictures.remove())))
            : answer(command);
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(Language.ENGLISH);
        fire("#take-snapshot");
        assertThat(node("#toolResult .image-view")).isInstanceOfSatisfying(ImageView.class, shown -> assertThat(shown.getImage().getWidth()).isEqualTo(320));
        assertThat(words("#toolResult .caption")).contains("320 × 240 pixels");
        fire("#take-snapshot");
        assertThat(words("#toolResult .warn-text")).containsExactly("A picture came that cannot be shown.");
        fire("#take-snapshot");
        assertThat(words("#toolResult .warn-text")).singleElement().asString().contains("no picture arrived");
        fire("#tools-request");
        assertThat(((ToggleButton) node("#tools-request")).isSelected()).isTrue();
        fire("#tools-request");
        assertThat(((ToggleButton) node("#tools-request")).isSelected()).as("one of the three is always shown").isTrue();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aFirmwareIsInstalledOnlyAfterItsVersionWasTyped(Language language) {
        engine.answers = command -> command instanceof DeviceToolCommand.CheckFirmware
            ? Optional.of(done(new Result.FirmwareFits("xiaozhi", "2.5.0", "2.4.2", 900_000, 4_000_000)))
            : command instanceof DeviceToolCommand.InstallFirmware ? Optional.of(done(new Result.ToolCalled("self.upgrade_firmware", exchange("true"), List.of())))
            : answer(command);
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(language);
        choose(3);
        fire("#choose-firmware");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new DeviceToolCommand.CheckFirmware(KITCHEN, FIRMWARE));
        assertThat(words("#dialog .label")).contains("xiaozhi 2.5.0", "2.4.2");
        assertFitsSmallestWindow();
        for (String typed : List.of("", "2.4.2", "2.5", "yes")) {
            RenderedFrames.runAndAwait(() -> ((TextField) lookup("#confirm-firmware")).setText(typed));
            assertThat(node("#install-firmware").isDisabled()).as(typed).isTrue();
        }
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#confirm-firmware")).setText(" 2.5.0"));
        RenderedFrames.runAndAwait(() -> lookup("#confirm-firmware").fireEvent(new ActionEvent()));
        assertThat(engine.sentCommands.getLast()).as("by Enter").isEqualTo(new DeviceToolCommand.InstallFirmware(KITCHEN, FIRMWARE, "2.5.0"));
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup("#toolHistory .small-button")).fire());
        assertThat(engine.sentCommands.getLast()).as("again, from the choice of the file on").isEqualTo(new DeviceToolCommand.CheckFirmware(KITCHEN, FIRMWARE));
    }

    @Test
    void aVolumeThatTheDeviceHasNotSaidIsShownAsUnknown() {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        CompletableFuture<Outcome> status = new CompletableFuture<>();
        engine.answers = DeviceToolsClickTest::answer;
        commands = command -> command instanceof DeviceToolCommand.CallTool call && call.tool().endsWith("status")
            ? new EngineFake.Running(OperationKind.DEVICE, time.now(), new MutableWatch<>(new Operation.Progress("", List.of(), Optional.empty())), status)
            : engine.apply(command);
        openTools(Language.ENGLISH);
        assertThat(words("#quick .number")).containsExactly("–");
        assertThat(node("#tool-volume .thumb").getOpacity()).isZero();
        status.complete(answer(new DeviceToolCommand.CallTool(KITCHEN, "self.get_device_status", "{}")).orElseThrow());
        pass(Duration.ofMillis(100));
        assertThat(words("#quick .number")).containsExactly("64");
        assertThat(node("#tool-volume .thumb").getOpacity()).isEqualTo(1);
    }

    @Test
    void whoSetsTheVolumeKeepsTheSliderInView() {
        engine.answers = DeviceToolsClickTest::answer;
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> ((Slider) lookup("#tool-volume")).setValue(10));
        pass(Duration.ofMillis(100));
        assertThat(calls()).hasSize(1);
        assertThat(scrolled()).isZero();
        choose(1);
        type("30");
        fire("#call-tool");
        pass(Duration.ofMillis(100));
        assertThat(scrolled()).as("to what came of a call").isPositive();
    }

    @Test
    void whoChoosesOneOfManyToolsSeesItsForm() {
        List<Tool> many = Stream.concat(TOOLS.stream(), IntStream.range(0, 8).mapToObj(number -> tool("self.lamp_" + number, "{}"))).toList();
        engine.answers = command -> command instanceof DeviceToolCommand.ListTools ? Optional.of(done(new Result.ToolsListed(many, List.of(exchange("")))))
            : answer(command);
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.stage().setHeight(800));
        pass(Duration.ofMillis(100));
        choose(1);
        pass(Duration.ofMillis(100));
        double seen = RenderedFrames.onFx(() -> ((ScrollPane) lookup("#toolScroll")).getViewportBounds().getHeight());
        assertThat(node("#toolForm").getBoundsInParent().getMinY()).as("without scrolling").isLessThan(seen - 60);
    }

    private double scrolled() {
        return RenderedFrames.onFx(() -> ((ScrollPane) lookup("#toolScroll")).getVvalue());
    }

    @Test
    void aSliderThatIsMovedDuringACallSendsWhereItCameToRest() {
        Queue<CompletableFuture<Outcome>> waiting = new ArrayDeque<>();
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        engine.answers = DeviceToolsClickTest::answer;
        commands = command -> {
            if (command instanceof DeviceToolCommand.CallTool call && call.tool().equals(VOLUME)) {
                engine.sentCommands.add(command);
                waiting.add(new CompletableFuture<>());
                return new EngineFake.Running(OperationKind.DEVICE, time.now(), new MutableWatch<>(new Operation.Progress("", List.of(), Optional.empty())),
                    waiting.peek());
            }
            return engine.apply(command);
        };
        openTools(Language.ENGLISH);
        List.of(10, 20, 30).forEach(value -> RenderedFrames.runAndAwait(() -> ((Slider) lookup("#tool-volume")).setValue(value)));
        assertThat(calls()).containsExactly(new DeviceToolCommand.CallTool(KITCHEN, VOLUME, "{\"volume\":10}"));
        waiting.remove().complete(answer(new DeviceToolCommand.CallTool(KITCHEN, VOLUME, "{}")).orElseThrow());
        pass(Duration.ofMillis(100));
        assertThat(calls()).containsExactly(new DeviceToolCommand.CallTool(KITCHEN, VOLUME, "{\"volume\":10}"),
            new DeviceToolCommand.CallTool(KITCHEN, VOLUME, "{\"volume\":30}"));
        assertThat(level()).as("no way back while it is under way").isEqualTo(30);
        McpExchange refused = new McpExchange("{}", "{}", Duration.ofMillis(5), Optional.of("no"), "");
        waiting.remove().complete(done(new Result.ToolCalled(VOLUME, refused, List.of())));
        pass(Duration.ofMillis(100));
        assertThat(level()).as("the device did not do it").isEqualTo(10);
        assertThat(words("#quick .number")).containsExactly("10");
        assertThat(calls()).hasSize(2);
    }

    private double level() {
        return RenderedFrames.onFx(() -> ((Slider) lookup("#tool-volume")).getValue());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void slidersBelowOneAnotherLineUp(Language language) {
        List<Tool> both = Stream.concat(TOOLS.stream(), Stream.of(tool("self.screen.set_brightness", "{}"))).toList();
        engine.answers = command -> command instanceof DeviceToolCommand.ListTools ? Optional.of(done(new Result.ToolsListed(both, List.of(exchange("")))))
            : answer(command);
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(language);
        RenderedFrames.runAndAwait(() -> ((FlowPane) lookup("#quick")).setMaxWidth(300));
        RenderedFrames.await(3);
        Bounds volume = RenderedFrames.onFx(() -> lookup("#tool-volume").localToScene(lookup("#tool-volume").getLayoutBounds()));
        Bounds brightness = RenderedFrames.onFx(() -> lookup("#tool-brightness").localToScene(lookup("#tool-brightness").getLayoutBounds()));
        assertThat(brightness.getMinY()).isGreaterThan(volume.getMaxY());
        assertThat(brightness.getMinX()).isEqualTo(volume.getMinX());
    }

    @Test
    void aToolAndACallHaveMenus() {
        engine.answers = DeviceToolsClickTest::answer;
        DeviceModelFake device = engine.device(KITCHEN).named("Kitchen", "");
        device.connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(Language.ENGLISH);
        choose(1);
        openMenu("#toolList");
        assertThat(menu()).extracting(MenuItem::getText).containsExactly("Copy the name", "Copy as JSON");
        fire("Copy as JSON", menu());
        assertThat(clipboard()).contains("\"name\" : \"" + VOLUME + "\"", "\"inputSchema\" : {", "\"maximum\" : 100");
        type("30");
        fire("#call-tool");
        pass(Duration.ofMillis(100));
        openMenu("#toolList");
        assertThat(menu()).extracting(MenuItem::getText).containsExactly("Call again", "Show in the timeline", null, "Copy the name", "Copy as JSON");
        fire("Call again", menu());
        assertThat(calls()).hasSize(2).allMatch(new DeviceToolCommand.CallTool(KITCHEN, VOLUME, "{\"volume\":30}")::equals);
        RenderedFrames.runAndAwait(() -> ((ListView<?>) lookup("#toolHistory")).getSelectionModel().select(0));
        openMenu("#toolHistory");
        fire("Copy as JSON", menu());
        assertThat(clipboard()).contains("\"tool\" : \"" + VOLUME + "\"", "\"volume\" : 30", "\"failed\" : false");
        device.asleep(Duration.ofMinutes(3), "device.hangup");
        pass(Duration.ofMillis(200));
        openMenu("#toolHistory");
        assertThat(menu()).extracting(MenuItem::getText).doesNotContain("Call again").contains("Copy the result");
        fire("Show in the timeline", menu());
        assertThat(((TextField) node("#filter")).getText()).isEqualTo("device:" + KITCHEN);
    }

    private void openMenu(String list) {
        RenderedFrames.runAndAwait(() -> {
            lookup(list).requestFocus();
            lookup(list).fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.F10, true, false, false, false));
        });
        RenderedFrames.await(3);
    }

    private List<MenuItem> menu() {
        return RenderedFrames.onFx(() -> javafx.stage.Window.getWindows().stream().filter(ContextMenu.class::isInstance).map(ContextMenu.class::cast)
            .flatMap(menu -> menu.getItems().stream()).toList());
    }

    private void fire(String words, List<MenuItem> items) {
        RenderedFrames.runAndAwait(() -> {
            MenuItem chosen = items.stream().filter(item -> words.equals(item.getText())).findFirst().orElseThrow();
            chosen.getParentPopup().hide();
            chosen.fire();
        });
        pass(Duration.ofMillis(400));
    }

    private static String clipboard() {
        return RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().getString());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aDeviceThatIsAsleepOrWithoutMcpIsToldOfAndNotAsked(Language language) {
        DeviceModelFake device = engine.device(KITCHEN).named("Kitchen", "").asleep(Duration.ofMinutes(3), "device.hangup");
        openTools(language);
        assertThat(text("#toolState")).contains(language == Language.ENGLISH ? "asleep" : "休眠");
        assertThat(node("#askTools").isDisabled()).isTrue();
        device.connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        device.change(now -> new Connection(now.link(), now.listening(), now.speaking(), now.mode(), now.roundTrip(),
            Optional.of(new HelloFacts(1, "opus", List.of("aec"))), 0, ""));
        pass(Duration.ofMillis(200));
        assertThat(text("#toolState")).contains("MCP");
        assertThat(engine.sentCommands).noneMatch(DeviceToolCommand.class::isInstance);
        fire("#askTools");
        assertThat(engine.sentCommands).contains(new DeviceToolCommand.ListTools(KITCHEN));
    }

    private void openTools(Language language) {
        console = ConsoleWindow.open(engine, commands, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(language), new FirmwareFile()));
        RenderedFrames.await(4);
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> ((TabPane) lookup("#tabs")).getSelectionModel().select(2));
        pass(Duration.ofMillis(200));
    }

    private void choose(int index) {
        RenderedFrames.runAndAwait(() -> ((ListView<?>) lookup("#toolList")).getSelectionModel().select(index));
    }

    private void type(String volume) {
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#tool-field-volume")).setText(volume));
    }

    /// Without the status, which is read along with the list.
    private List<Command> calls() {
        return engine.sentCommands.stream().filter(DeviceToolCommand.CallTool.class::isInstance)
            .filter(command -> !command.toString().contains("get_device_status")).toList();
    }

    /// What a device with tools answers.
    static Optional<Outcome> answer(Command command) {
        return switch (command) {
            case DeviceToolCommand.ListTools _ -> Optional.of(done(new Result.ToolsListed(TOOLS, List.of(exchange("")))));
            case DeviceToolCommand.CallTool call -> Optional.of(
                done(new Result.ToolCalled(call.tool(), exchange(call.tool().endsWith("status") ? "{\"audio_speaker\":{\"volume\":64}}" : "true"), List.of())));
            default -> Optional.empty();
        };
    }

    private static McpExchange exchange(String text) {
        return new McpExchange("{\"jsonrpc\":\"2.0\",\"id\":3}", "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}", Duration.ofMillis(23), Optional.empty(), text);
    }

    private static Outcome done(Result result) {
        return new Outcome.Done("", Optional.of(result));
    }

    private static Tool tool(String name, String schema) {
        return new Tool(name, "What " + name + " does.", schema, false);
    }
}
