package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.data.PictureSize;
import earshot.device.FirmwareSamples;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.lint.BootAnalysis;
import earshot.lint.BootRecord;
import earshot.problem.ProblemCode;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SimulatedState;
import earshot.tool.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("U48: the tools of a connected device, through the whole engine")
@Timeout(120)
class DeviceToolCommandsTest {
    private static EngineExtension engine;
    private static SimulatedDevice device;
    private static DeviceId id;

    @BeforeAll
    static void start() {
        engine = new EngineExtension();
        engine.start(Map.of("listen_timeout_ms", 600_000));
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(48, "ws://127.0.0.1:" + engine.port() + "/xiaozhi/v1/");
        id = profile.deviceId();
        device = new SimulatedDevice(engine.time, OpusCodecs.best(), profile,
            new RecordedMicrophone(engine.time, SampleSentence.load().recording(OpusCodecs.best())), Loudspeaker.silent(), 40, () -> Faults.NONE);
        device.powerOn("http://127.0.0.1:" + engine.model().state().get().httpPort() + "/xiaozhi/ota/");
        wake();
    }

    @AfterAll
    static void stop() throws Exception {
        device.close();
        engine.close();
    }

    @Test
    void allPagesAreListedWithTheToolsForPeopleAndTheirOwnSchemas() {
        Result.ToolsListed listed = (Result.ToolsListed) result(new DeviceToolCommand.ListTools(id));
        assertThat(listed.tools()).hasSize(49).filteredOn(Tool::forUser).extracting(Tool::name).contains("self.reboot", "self.screen.snapshot");
        assertThat(listed.tools().getLast().inputSchema()).as("with the default, which a model does not need").contains("\"default\":80");
        assertThat(listed.exchanges()).hasSizeGreaterThan(1).allMatch(page -> page.request().contains("\"withUserTools\":true") && page.failure().isEmpty());
    }

    @Test
    void aCallIsAnsweredAndWhatTheDeviceRefusesIsInItsOwnWords() {
        assertThat(call("self.audio_speaker.set_volume", "{\"volume\":31}").exchange().text()).isEqualTo("true");
        assertThat(call("self.get_device_status", "{}").exchange().text()).contains("\"volume\":31");
        assertThat(call("self.audio_speaker.set_volume", "{\"volume\":131}").exchange().failure()).hasValue("Value is above maximum allowed: 100");
        assertThat(call("self.none", "no object").exchange()).satisfies(exchange -> {
            assertThat(exchange.failure()).hasValue("Unknown tool: self.none");
            assertThat(exchange.request()).contains("\"arguments\":{}");
        });
    }

    @Test
    void theScreenIsUploadedToAnAddressThatWorksOnce() {
        Result.ToolCalled first = (Result.ToolCalled) result(new DeviceToolCommand.TakeSnapshot(id));
        assertThat(first.exchange().failure()).isEmpty();
        assertThat(first.pictures()).singleElement().satisfies(picture -> assertThat(PictureSize.of(picture)).hasValue(new PictureSize(320, 240)));
        Matcher url = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/earshot/once/[0-9a-f]{32}").matcher(first.exchange().request());
        assertThat(url.find()).isTrue();
        Result.ToolCalled again = call("self.screen.snapshot", "{\"url\":\"" + url.group() + "\"}");
        assertThat(again.exchange().failure()).hasValue("Unexpected status code: 404");
        assertThat(again.pictures()).isEmpty();
    }

    @Test
    void aDeviceThatRebootsHangsUpAndIsAbsentUntilItIsBack() {
        assertThat(call("self.reboot", "{}").exchange().text()).isEqualTo("true");
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.facts(id.value()).connection().isEmpty());
        for (Command command : List.of(new DeviceToolCommand.ListTools(id), new DeviceToolCommand.CallTool(id, "self.reboot", "{}"), new DeviceToolCommand.TakeSnapshot(id))) {
            assertThat(engine.done(command)).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.DEVICE_ABSENT));
        }
        wake();
        assertThat(call("self.get_device_status", "{}").exchange().failure()).isEmpty();
    }

    @Test
    @DisplayName("U49: the boot request of a connected device is known with its answer")
    void boot() {
        BootRecord boot = engine.model().bootRecords().get().get(id);
        assertThat(boot.exchange().sent().line()).isEqualTo("POST /xiaozhi/ota/ HTTP/1.1");
        assertThat(boot.exchange().body()).contains("\"application\":{\"name\":\"xiaozhi\"").doesNotContain(device.profile().clientId());
        assertThat(BootAnalysis.of(boot).destination()).isEqualTo(new BootAnalysis.Destination.WebSocket("ws://127.0.0.1:" + engine.port() + "/xiaozhi/v1/"));
    }

    @Test
    void aFirmwareThatFitsIsFetchedAndWhatDoesNotIsRefused(@TempDir Path home) throws IOException {
        Path file = Files.write(home.resolve("xiaozhi.bin"), FirmwareSamples.image(9, "2.5.0", 90_000));
        assertThat(result(new DeviceToolCommand.CheckFirmware(id, file))).isEqualTo(new Result.FirmwareFits("xiaozhi", "2.5.0", "2.4.2", Files.size(file), 0x3f0000));
        Path other = Files.write(home.resolve("other.bin"), FirmwareSamples.image(5, "2.5.0", 1_000));
        for (Command command : List.of(new DeviceToolCommand.CheckFirmware(id, other), new DeviceToolCommand.InstallFirmware(id, other, "2.5.0"),
            new DeviceToolCommand.InstallFirmware(id, file, "2.5.1"), new DeviceToolCommand.CheckFirmware(id, home.resolve("none.bin")),
            new DeviceToolCommand.CheckFirmware(new DeviceId("aa:bb"), file),
            new DeviceToolCommand.CallTool(id, "self.upgrade_firmware", "{\"url\":\"http://127.0.0.1:1/x\"}"))) {
            assertThat(engine.done(command)).as(command.toString()).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.FIRMWARE_REFUSED));
        }
        assertThat(engine.model().problems().get()).as("a refusal is told to who asked")
            .noneMatch(entry -> entry.problem().code() == ProblemCode.FIRMWARE_REFUSED);
        assertThat(engine.done(new DeviceToolCommand.InstallFirmware(id, file, "2.5.0"))).isInstanceOfSatisfying(Outcome.Done.class,
            done -> assertThat(done.key()).isEqualTo("firmware_fetched"));
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.facts(id.value()).connection().isEmpty());
        wake();
    }

    private static void wake() {
        await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof SimulatedState.Idle);
        device.button();
        await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof SimulatedState.Listening);
    }

    private static Result.ToolCalled call(String tool, String arguments) {
        return (Result.ToolCalled) result(new DeviceToolCommand.CallTool(id, tool, arguments));
    }

    private static Result result(Command command) {
        return ((Outcome.Done) engine.done(command)).result().orElseThrow();
    }
}
