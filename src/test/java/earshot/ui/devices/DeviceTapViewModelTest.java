package earshot.ui.devices;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.server.ServerAddress;
import earshot.tap.FirmwareDebuggerFake;
import earshot.tap.MicrophoneTap;
import earshot.tap.TapState;
import earshot.tap.TapStream;
import earshot.time.TimeFake;
import earshot.ui.DeviceModelFake;
import earshot.ui.EngineFake;
import earshot.ui.devices.DeviceTapViewModel.Condition;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The microphone tap as a device shows it. Runs without a toolkit: the test renders frames itself.
class DeviceTapViewModelTest {
    private final Queue<Runnable> frames = new ConcurrentLinkedQueue<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final DeviceModelFake device = engine.device(new DeviceId("94:01")).connected(Dialect.XIAOZHI, ListenState.LISTENING, false, ConnectionMode.MEETING,
        "listen start");
    private final MicrophoneTap tap = new MicrophoneTap(time, _ -> true);
    private final AtomicInteger sounds = new AtomicInteger();
    private DeviceTapViewModel model;

    @BeforeEach
    void show() {
        model = new DeviceTapViewModel(new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {},
            null, new SimpleBooleanProperty()), device);
        model.start(sounds::incrementAndGet);
        render();
    }

    @AfterEach
    void close() {
        model.stop();
        tap.close();
    }

    @Test
    @DisplayName("U51: closed until it is opened, by one click; then it says whether something comes")
    void saysWhetherSomethingComes() throws IOException {
        assertThat(model.condition().get()).isEqualTo(Condition.CLOSED);
        assertThat(model.port()).isEqualTo(8_000);
        model.open();
        assertThat(engine.sentCommands).containsExactly(new Command.OpenTap());
        open();
        assertThat(model.condition().get()).isEqualTo(Condition.WAITING);
        try (FirmwareDebuggerFake board = new FirmwareDebuggerFake("127.0.0.1", port())) {
            feed(board, 1);
            assertThat(model.condition().get()).isEqualTo(Condition.RECEIVING);
            assertThat(sounds).hasPositiveValue();
            time.advance(Duration.ofSeconds(3));
            render();
            assertThat(model.condition().get()).isEqualTo(Condition.SILENT);
        }
        model.closeTap();
        assertThat(engine.sentCommands).endsWith(new Command.CloseTap());
        engine.tap.set(new TapState.Closed());
        render();
        assertThat(model.condition().get()).isEqualTo(Condition.CLOSED);
        assertThat(model.stream().get()).isEmpty();
    }

    @Test
    void showsTheSoundOfTheChosenBoardUntilAnotherOneIsChosen() throws IOException {
        open();
        try (FirmwareDebuggerFake first = new FirmwareDebuggerFake("127.0.0.1", port());
             FirmwareDebuggerFake second = new FirmwareDebuggerFake("127.0.0.2", port())) {
            feed(first, 1);
            feed(second, 2);
            assertThat(address()).isEqualTo("127.0.0.1");
            model.choose(InetAddress.getByName("127.0.0.2"));
            assertThat(address()).isEqualTo("127.0.0.2");
            feed(first, 2);
            assertThat(address()).isEqualTo("127.0.0.2");
        }
    }

    @Test
    void aChannelIsHeardAndNoMore() throws IOException {
        open();
        try (FirmwareDebuggerFake board = new FirmwareDebuggerFake("127.0.0.1", port())) {
            feed(board, 1);
        }
        model.toggle(TapStream.Channel.REFERENCE);
        InetAddress sender = InetAddress.getByName("127.0.0.1");
        assertThat(engine.sentCommands).containsExactly(new Command.HearTap(sender, TapStream.Channel.REFERENCE));
        assertThat(model.heard(TapStream.Channel.REFERENCE)).isEmpty();
        EngineFake.Running hearing = new EngineFake.Running(OperationKind.LISTEN, time.now(),
            new Operation.Progress(Command.HearTap.HEARD, List.of("127.0.0.1", "REFERENCE"), Optional.of(1.0)));
        engine.operations.set(List.of(hearing));
        render();
        assertThat(model.heard(TapStream.Channel.REFERENCE)).contains(hearing);
        assertThat(model.heard(TapStream.Channel.MICROPHONE)).isEmpty();
        model.toggle(TapStream.Channel.REFERENCE);
        assertThat(engine.sentCommands).as("cancelled, not asked for again").hasSize(1);
    }

    @Test
    void theLineForTheFirmwareHasAnAddressThatBoardsReach() {
        assertThat(model.firmwareLine()).startsWith("CONFIG_AUDIO_DEBUG_UDP_SERVER=\"").endsWith(":8000\"");
        engine.addresses.set(List.of(address("fd00::1", false), address("127.0.0.1", true), address("192.168.7.5", false)));
        assertThat(model.firmwareLine()).isEqualTo("CONFIG_AUDIO_DEBUG_UDP_SERVER=\"192.168.7.5:8000\"");
    }

    private static ServerAddress address(String host, boolean loopback) {
        return new ServerAddress("eth0", host, loopback, ServerAddress.Link.values()[0], "ws://" + host, "ws://" + host, "http://" + host);
    }

    private void open() {
        tap.open(0);
        tap.state().observe(engine.tap::set);
        engine.tap.set(tap.state().get());
        render();
    }

    /// @param boards that are known then
    private void feed(FirmwareDebuggerFake board, int boards) throws IOException {
        board.feed(new short[512], new short[512]);
        await().until(
            () -> ((TapState.Open) engine.tap.get()).streams().size() == boards && ((TapState.Open) engine.tap.get()).streams().getLast().kept().length > 0);
        render();
    }

    private int port() {
        return ((TapState.Open) tap.state().get()).port();
    }

    private String address() {
        return model.stream().get().orElseThrow().sender().getHostAddress();
    }

    private void render() {
        time.advance(Duration.ofMillis(300));
        for (Runnable frame = frames.poll(); frame != null; frame = frames.poll()) {
            frame.run();
        }
    }
}
