package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts.HelloFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.id.DeviceId;
import earshot.tool.McpExchange;
import earshot.tool.Tool;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U48: the tools of a device, tried by hand in the window")
class DeviceToolsClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("94:01");
    private static final String VOLUME = "self.audio_speaker.set_volume";
    private static final List<Tool> TOOLS = List.of(tool("self.get_device_status", "{}"), tool(VOLUME, "{\"properties\":{\"volume\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}},\"required\":[\"volume\"]}"),
        tool("self.reboot", "{}"), tool("self.upgrade_firmware", "{\"properties\":{\"url\":{\"type\":\"string\"}},\"required\":[\"url\"]}"));

    @ParameterizedTest
    @EnumSource(Language.class)
    void aToolIsListedFilledInCalledAndCalledAgain(Language language) {
        engine.answers = DeviceToolsClickTest::answer;
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "");
        openTools(language);
        assertThat(engine.sentCommands.stream().filter(Command.DeviceToolCommand.class::isInstance)).containsExactly(new Command.ListDeviceTools(KITCHEN), new Command.CallDeviceTool(KITCHEN, "self.get_device_status", "{}"));
        assertThat(((Slider) node("#tool-volume")).getValue()).as("as the device said").isEqualTo(64);
        choose(1);
        type("101");
        fire("#call-tool");
        assertThat(words(".bad-text")).as("not sent").anyMatch(word -> word.contains("100"));
        assertThat(calls()).isEmpty();
        type("30");
        fire("#call-tool");
        assertThat(calls()).containsExactly(new Command.CallDeviceTool(KITCHEN, VOLUME, "{\"volume\":30}"));
        assertThat(words("#toolResult .label")).contains(VOLUME, language == Language.ENGLISH ? "23 ms" : "23 毫秒");
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup("#toolHistory .small-toggle")).fire());
        assertThat(calls()).hasSize(2).allMatch(new Command.CallDeviceTool(KITCHEN, VOLUME, "{\"volume\":30}")::equals);
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
        assertThat(calls()).containsExactly(new Command.CallDeviceTool(KITCHEN, "self.reboot", "{}"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aDeviceThatIsAsleepOrWithoutMcpIsToldOfAndNotAsked(Language language) {
        DeviceModelFake device = engine.device(KITCHEN).named("Kitchen", "").asleep(Duration.ofMinutes(3), "device.hangup");
        openTools(language);
        assertThat(text("#toolState")).contains(language == Language.ENGLISH ? "asleep" : "休眠");
        assertThat(node("#askTools").isDisabled()).isTrue();
        device.connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        device.change(now -> new Connection(now.link(), now.listening(), now.speaking(), now.mode(), now.roundTrip(), Optional.of(new HelloFacts(1, "opus", List.of("aec"))), 0, ""));
        pass(Duration.ofMillis(200));
        assertThat(text("#toolState")).contains("MCP");
        assertThat(engine.sentCommands).noneMatch(Command.DeviceToolCommand.class::isInstance);
        fire("#askTools");
        assertThat(engine.sentCommands).contains(new Command.ListDeviceTools(KITCHEN));
    }

    private void openTools(Language language) {
        open(language);
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> ((TabPane) lookup("#tabs")).getSelectionModel().select(3));
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
        return engine.sentCommands.stream().filter(Command.CallDeviceTool.class::isInstance).filter(command -> !command.toString().contains("get_device_status")).toList();
    }

    /// What a device with tools answers.
    static Optional<Outcome> answer(Command command) {
        return switch (command) {
            case Command.ListDeviceTools _ -> Optional.of(done(new Result.ToolsListed(TOOLS, List.of(exchange("")))));
            case Command.CallDeviceTool call -> Optional.of(done(new Result.ToolCalled(call.tool(), exchange(call.tool().endsWith("status") ? "{\"audio_speaker\":{\"volume\":64}}" : "true"), List.of())));
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
