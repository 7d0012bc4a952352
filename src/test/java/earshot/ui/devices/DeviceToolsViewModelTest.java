package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts.HelloFacts;
import earshot.device.DeviceFacts.Link;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.DeviceToolCommand;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import earshot.tool.McpExchange;
import earshot.tool.Tool;
import earshot.ui.DeviceModelFake;
import earshot.ui.EngineFake;
import earshot.ui.devices.DeviceToolsViewModel.Controls;
import earshot.ui.devices.DeviceToolsViewModel.ToolListState;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.MutableWatch;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("U48: the tools of a device: asked once a connection, called one at a time")
class DeviceToolsViewModelTest {
    private static final DeviceId ID = new DeviceId("94:01");

    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final List<String> shown = new ArrayList<>();
    private final List<Command> sent = new ArrayList<>();
    private final Queue<CompletableFuture<Outcome>> open = new ArrayDeque<>();
    private final DeviceModelFake device = engine.device(ID);
    private final ToolRunHistory history = new ToolRunHistory();
    private final DeviceToolsViewModel model = model();

    private DeviceToolsViewModel model() {
        return new DeviceToolsViewModel(new ViewContext(engine, this::send, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH),
            _ -> {}, new NotifierFake(), new SimpleBooleanProperty()), ID, device.facts()::get, history);
    }

    @Test
    void aConnectionIsAskedOnceAndTheNextOneAgain() {
        model.shown();
        assertThat(model.state().get()).isEqualTo(new ToolListState.Asleep());
        connect("s1", List.of("mcp"));
        model.shown();
        model.shown();
        assertThat(sent).containsExactly(new DeviceToolCommand.ListTools(ID));
        assertThat(model.state().get()).isEqualTo(new ToolListState.Asking());
        answer(listed(Optional.empty(), "self.lamp"));
        assertThat(model.state().get()).isEqualTo(new ToolListState.Listed(1, Duration.ofMillis(20)));
        device.asleep(Duration.ZERO, "device.hangup");
        model.shown();
        assertThat(model.state().get()).isEqualTo(new ToolListState.Asleep());
        assertThat(model.tools().get()).as("what it offered can still be read").hasSize(1);
        connect("s2", List.of("mcp"));
        model.shown();
        assertThat(sent).hasSize(2);
    }

    @Test
    void oneThatWentToSleepMeanwhileOrFailedSaysSo() {
        connect("s1", List.of("mcp"));
        model.shown();
        answer(listed(Optional.of("broken"), "self.lamp"));
        assertThat(model.state().get()).isEqualTo(new ToolListState.Failed("broken"));
        assertThat(model.tools().get()).as("the pages before").hasSize(1);
        model.list();
        device.asleep(Duration.ZERO, "device.hangup");
        answer(new Outcome.Failed(Problem.of(ProblemCode.DEVICE_ABSENT, ID)));
        assertThat(model.state().get()).isEqualTo(new ToolListState.Asleep());
        assertThat(shown).containsExactly("DEVICE_ABSENT");
    }

    @Test
    void withoutMcpNothingIsAskedUntilAPersonWantsIt() {
        connect("s1", List.of("aec"));
        model.shown();
        assertThat(model.state().get()).isEqualTo(new ToolListState.Without());
        assertThat(sent).isEmpty();
        model.list();
        assertThat(sent).containsExactly(new DeviceToolCommand.ListTools(ID));
    }

    @Test
    void whatTheDeviceSaysOfItselfStandsInTheControls() {
        connect("s1", List.of("mcp"));
        model.shown();
        answer(listed(Optional.empty(), DeviceToolsViewModel.STATUS));
        assertThat(sent.getLast()).isEqualTo(new DeviceToolCommand.CallTool(ID, DeviceToolsViewModel.STATUS, "{}"));
        answer(called(DeviceToolsViewModel.STATUS, "{\"audio_speaker\":{\"volume\":130},\"screen\":{\"brightness\":\"high\",\"theme\":\"dark\"}}"));
        assertThat(model.controls().get()).isEqualTo(new Controls(OptionalInt.of(100), OptionalInt.empty(), Optional.of("dark")));
        model.list();
        answer(listed(Optional.empty(), DeviceToolsViewModel.STATUS));
        answer(called(DeviceToolsViewModel.STATUS, "no JSON"));
        assertThat(model.controls().get()).isEqualTo(Controls.UNKNOWN);
        assertThat(model.runs().get()).as("nobody called it").isEmpty();
    }

    @Test
    void callsGoOneAtATimeAndStandInTheHistoryOfTheirDevice() {
        connect("s1", List.of("mcp"));
        model.call("self.lamp", "{\"on\":true}");
        model.call("self.lamp", "{\"on\":false}");
        assertThat(sent).as("the device does one thing at a time").containsExactly(new DeviceToolCommand.CallTool(ID, "self.lamp", "{\"on\":true}"));
        assertThat(model.busy().get()).isTrue();
        answer(called("self.lamp", "true"));
        assertThat(model.busy().get()).isFalse();
        assertThat(model.runs().get()).singleElement().satisfies(run -> {
            assertThat(run.arguments()).isEqualTo("{\"on\":true}");
            assertThat(run.failed()).isFalse();
        });
        model.takeSnapshot();
        answer(new Outcome.Failed(Problem.of(ProblemCode.DEVICE_ABSENT, ID)));
        assertThat(model.busy().get()).as("a failure frees it as well").isFalse();
        assertThat(model().runs().get()).as("another look at the same device").hasSize(1);
        assertThat(history.of(new DeviceId("other"))).isEmpty();
    }

    @Test
    void aFirmwareIsCheckedFirstAndWhatBecameOfItIsTold() {
        List<Result.FirmwareFits> fitting = new ArrayList<>();
        Path file = Path.of("xiaozhi.bin");
        model.checkFirmware(file, fitting::add);
        assertThat(sent).containsExactly(new DeviceToolCommand.CheckFirmware(ID, file));
        answer(new Outcome.Failed(Problem.of(ProblemCode.FIRMWARE_REFUSED, "too large")));
        assertThat(fitting).isEmpty();
        assertThat(shown).containsExactly("FIRMWARE_REFUSED");
        model.checkFirmware(file, fitting::add);
        answer(done("", new Result.FirmwareFits("xiaozhi", "2.5.0", "2.4.2", 1, 2)));
        assertThat(fitting).hasSize(1);
        model.installFirmware(file, "2.5.0");
        answer(done("firmware_unfetched", new Result.ToolCalled(DeviceToolsViewModel.UPGRADE, exchange(Optional.empty(), "true"), List.of())));
        assertThat(shown.getLast()).contains("did not fetch");
    }

    @Test
    void aPictureIsWrittenAndAFailureIsShown(@TempDir Path home) throws Exception {
        Path file = home.resolve("screen.jpg");
        model.savePicture(file, new byte[] {1, 2, 3});
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file) && Files.size(file) == 3);
        model.savePicture(home.resolve("none/screen.jpg"), new byte[] {1});
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            frame();
            return shown.contains("STORE_FAILED");
        });
    }

    @Test
    void theHistoryIsBoundedAndKeepsOnlyTheNewestPictures() {
        for (int i = 0; i < 30; i++) {
            history.add(ID, new ToolRun("t" + i, "{}", time.now(), exchange(Optional.empty(), ""), List.of(new byte[10])));
        }
        assertThat(history.of(ID)).hasSize(ToolRunHistory.MOST_RUNS).extracting(ToolRun::tool).startsWith("t29", "t28").endsWith("t10");
        assertThat(history.of(ID).stream().mapToInt(run -> run.pictures().size()).sum()).isEqualTo(1);
        history.add(ID, new ToolRun("text", "{}", time.now(), exchange(Optional.empty(), ""), List.of()));
        assertThat(history.of(ID).get(1).pictures()).as("a call without a picture takes none away").hasSize(1);
        IntStream.range(0, 50).forEach(i -> history.add(new DeviceId("d" + i), new ToolRun("t", "{}", time.now(), exchange(Optional.empty(), ""), List.of())));
        assertThat(history.of(ID)).as("of the fifty devices used last").isEmpty();
    }

    private void connect(String session, List<String> features) {
        device.connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        device.change(now -> {
            Link link = now.link();
            return new Connection(
                new Link(new SessionId(session), link.since(), link.remote(), link.path(), link.identity(), link.dialect(), link.framing(), link.codec()),
                now.listening(), false, now.mode(), now.roundTrip(),
                Optional.of(new HelloFacts(1, "opus", features)), 0, "");
        });
    }

    private Operation send(Command command) {
        sent.add(command);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        open.add(outcome);
        return new EngineFake.Running(OperationKind.DEVICE, time.now(), new MutableWatch<>(new Operation.Progress("", List.of(), Optional.empty())), outcome);
    }

    private void answer(Outcome outcome) {
        open.remove().complete(outcome);
        frame();
    }

    private void frame() {
        for (Runnable pulse = pulses.poll(); pulse != null; pulse = pulses.poll()) {
            pulse.run();
        }
    }

    private static Outcome listed(Optional<String> failure, String... tools) {
        return done("", new Result.ToolsListed(Stream.of(tools).map(name -> new Tool(name, "", "{}", false)).toList(), List.of(exchange(failure, ""))));
    }

    private static Outcome called(String tool, String text) {
        return done("", new Result.ToolCalled(tool, exchange(Optional.empty(), text), List.of()));
    }

    private static Outcome done(String key, Result result) {
        return new Outcome.Done(key, Optional.of(result));
    }

    private static McpExchange exchange(Optional<String> failure, String text) {
        return new McpExchange("{}", "{}", Duration.ofMillis(20), failure, text);
    }

    private final class NotifierFake implements Notifier {
        @Override
        public void show(Severity severity, String subject, String text) {
            shown.add(text);
        }

        @Override
        public void showProblem(Problem problem) {
            shown.add(problem.code().name());
        }
    }
}
