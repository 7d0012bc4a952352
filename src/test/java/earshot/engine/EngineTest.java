package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.RecentAudio;
import earshot.audio.VadSettings;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.EngineState.Phase;
import earshot.engine.FirstContact.Step;
import earshot.engine.FirstContact.StepState;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.server.ServerAddress;
import earshot.session.IdleSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The whole engine through its public interface, with raw clients over real sockets.
class EngineTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    void servesAndStopsInOrderAndRemembersThatItDid() throws IOException {
        start(Map.of());
        assertThat(engine.model().state().get().phase()).isEqualTo(Phase.RUNNING);
        assertThat(engine.model().state().get().previousRun()).isInstanceOf(PreviousRun.None.class);
        assertThat(engine.model().addresses().get()).isNotEmpty().last().matches(ServerAddress::loopback);
        ClientFake device = connect("xiaozhi", "aa:bb:cc:00:00:01");
        device.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        device.awaitReceived("\"transport\":\"websocket\"");
        await().until(() -> facts("aa:bb:cc:00:00:01").presence() == Presence.CONNECTED);
        assertThat(done(new Command.RenameDevice(new DeviceId("aa:bb:cc:00:00:01"), "desk"))).isInstanceOf(Outcome.Done.class);
        assertThat(done(new Command.AnnotateDevice(new DeviceId("aa:bb:cc:00:00:01"), "the one with the red button"))).isInstanceOf(Outcome.Done.class);
        engine.stop();
        assertThat(engine.model().state().get().phase()).isEqualTo(Phase.STOPPED);
        assertThat(device.closed()).contains("1001");
        start(Map.of());
        assertThat(engine.model().state().get().previousRun()).isInstanceOf(PreviousRun.Stopped.class);
        DeviceFacts kept = facts("aa:bb:cc:00:00:01");
        assertThat(kept.name()).isEqualTo("desk");
        assertThat(kept.profile().note()).isEqualTo("the one with the red button");
        assertThat(kept.presence()).isEqualTo(Presence.ASLEEP);
        assertThat(kept.history().lastEnd().orElseThrow().rule()).isEqualTo("server.stop");
    }

    @Test
    @DisplayName("U01: the steps of first contact are reached one by one, and the first that is missing says what to do")
    void reportsEachStepOfFirstContact() throws IOException {
        start(Map.of());
        assertThat(ladder()).containsEntry(Step.LISTENING, StepState.REACHED).containsEntry(Step.ADDRESS_REACHED, StepState.WAITING)
            .containsEntry(Step.UPGRADE_ASKED, StepState.AHEAD);
        assertThat(remedy(Step.ADDRESS_REACHED)).isEqualTo(ProblemCode.CONTACT_ADDRESS);
        ClientFake device = connect("xiaozhi", "aa:bb:cc:00:00:02");
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.AUTHENTICATED, StepState.REACHED).containsEntry(Step.HELLO, StepState.WAITING));
        assertThat(remedy(Step.HELLO)).isEqualTo(ProblemCode.CONTACT_HELLO);
        device.send("{\"type\":\"hello\"}");
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.HELLO, StepState.REACHED).containsEntry(Step.FIRST_SOUND, StepState.WAITING));
        device.socket.binary(new byte[] {0x58});
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.FIRST_SOUND, StepState.REACHED));
        assertThat(engine.model().connectionAttempts().get()).hasSize(1);
    }

    @Test
    @DisplayName("U01, U03: a refused device is the failed step and a row with its reason, until it comes with a token")
    void showsARefusalWhereItHappened() throws IOException {
        start(Map.of("server.auth.enabled", true, "server.auth.tokens", List.of("sesame")));
        assertThat(refused("aa:bb:cc:00:00:03")).contains("401");
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.IDENTIFIED, StepState.REACHED).containsEntry(Step.AUTHENTICATED, StepState.FAILED));
        assertThat(remedy(Step.AUTHENTICATED)).isEqualTo(ProblemCode.DEVICE_UNAPPROVED);
        assertThat(engine.model().connectionAttempts().get().getFirst().problem()).isPresent();
        assertThat(open(ProblemCode.DEVICE_UNAPPROVED)).isTrue();
        connect("xiaozhi", "aa:bb:cc:00:00:03", Map.of("Authorization", "Bearer sesame"));
        await().untilAsserted(() -> assertThat(open(ProblemCode.DEVICE_UNAPPROVED)).isFalse());
        assertThat(engine.model().events().read(0, 1000).rows().toString()).doesNotContain("sesame");
    }

    @Test
    void aTakenPortIsAProblemThatOffersAFreeOneAndThatOneWorks() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            start(Map.of("server.port", other.getLocalPort()));
            assertThat(engine.model().state().get().phase()).isEqualTo(Phase.FAILED);
            ProblemEntry taken = engine.model().problems().get().stream().filter(entry -> entry.problem().code() == ProblemCode.PORT_TAKEN).findFirst()
                .orElseThrow();
            assertThat(taken.problem().args().getFirst()).isEqualTo(String.valueOf(other.getLocalPort()));
            assertThat(ladder()).containsEntry(Step.LISTENING, StepState.FAILED);
            int free = Integer.parseInt(taken.problem().args().get(1));
            assertThat(done(new Command.ChoosePorts(free, 0))).isInstanceOf(Outcome.Done.class);
            assertThat(engine.model().state().get()).matches(state -> state.phase() == Phase.RUNNING && state.port() == free);
            assertThat(open(ProblemCode.PORT_TAKEN)).isFalse();
            connect("xiaozhi", "aa:bb:cc:00:00:04");
        }
    }

    @Test
    void everyOwnAddressAnswersAndTheCheckIsNobodysAttempt() throws IOException {
        start(Map.of());
        assertThat(done(new Command.CheckAddresses())).isEqualTo(Outcome.Done.of("check", 1, 1));
        connect("xiaozhi", "aa:bb:cc:00:00:05");
        await().untilAsserted(() -> assertThat(engine.model().connectionAttempts().get()).hasSize(1));
        assertThat(ladder()).containsEntry(Step.UPGRADE_ASKED, StepState.REACHED);
    }

    @Test
    void whatADeviceThatIsNotThereIsAskedForFailsInWords() throws IOException {
        start(Map.of());
        assertThat(done(new Command.CloseDevice(new DeviceId("nobody")))).isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.DEVICE_ABSENT));
        assertThat(done(new Command.ForgetDevice(new DeviceId("nobody")))).isInstanceOf(Outcome.Failed.class);
        connect("xiaozhi", "aa:bb:cc:00:00:06");
        await().until(() -> engine.model().devices().get().size() == 1 && facts("aa:bb:cc:00:00:06").presence() == Presence.CONNECTED);
        assertThat(done(new Command.ForgetDevice(new DeviceId("aa:bb:cc:00:00:06")))).isInstanceOf(Outcome.Failed.class);
        assertThat(done(new Command.CloseDevice(new DeviceId("aa:bb:cc:00:00:06")))).isInstanceOf(Outcome.Done.class);
        await().until(() -> facts("aa:bb:cc:00:00:06").presence() == Presence.ASLEEP);
        assertThat(done(new Command.ForgetDevice(new DeviceId("aa:bb:cc:00:00:06")))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().devices().get()).isEmpty();
    }

    @Test
    @DisplayName("row 36: a new idle time holds for a connection that is open already")
    void idleTimesReachLiveConnections() throws IOException {
        start(Map.of());
        connect("xiaozhi", "aa:bb:cc:00:00:07").send("{\"type\":\"hello\"}");
        await().until(() -> engine.model().devices().get().size() == 1 && device("aa:bb:cc:00:00:07").idle().get().isPresent());
        long before = device("aa:bb:cc:00:00:07").idle().get().orElseThrow().atNanos();
        assertThat(done(new Command.ApplySettings(Map.of("close_connection_no_voice_time", 60, "grace_seconds", 10)))).isEqualTo(Outcome.Done.of("applied"));
        await().untilAsserted(
            () -> assertThat(device("aa:bb:cc:00:00:07").idle().get().orElseThrow().atNanos()).isLessThan(before - Duration.ofSeconds(300).toNanos()));
        assertThat(Files.readString(engine.directory().resolve("settings.yaml"))).contains("close_connection_no_voice_time: 60");
        assertThat(done(new Command.ApplySettings(Map.of("grace_seconds", 99)))).isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.SETTING_INVALID));
        assertThat(engine.model().settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(10);
    }

    @Test
    @DisplayName("row 24: a config_update changes nothing, and the timeline shows key names without values")
    void aConfigUpdateChangesNothing() throws IOException {
        start(Map.of());
        var before = engine.model().settings().get();
        ClientFake device = connect("supie", "aa:bb:cc:00:00:08");
        device.send("{\"type\":\"config_update\",\"config\":{\"close_connection_no_voice_time\":1,\"api_key\":\"hidden-value\"}}");
        device.awaitReceived("{\"type\":\"config_update\",\"status\":\"ok\",\"noop\":true}");
        assertThat(engine.model().settings().get()).isEqualTo(before);
        assertThat(engine.model().events().read(0, 1000).rows()).anyMatch(row -> row.summary().contains("close_connection_no_voice_time"));
        assertThat(engine.model().events().read(0, 1000).rows().toString()).doesNotContain("hidden-value");
    }

    @Test
    void badgesReceiveHowManyAreOnlineAndNoOtherIdAndPlainDevicesReceiveNothing() throws IOException {
        start(Map.of());
        ClientFake plain = connect("xiaozhi", "aa:bb:cc:00:00:09");
        plain.send("{\"type\":\"hello\"}");
        ClientFake badge = connect("supie", "aa:bb:cc:00:00:0a");
        badge.awaitReceived("\"event\":\"stats\"");
        badge.awaitReceived("\"deviceCount\":2,\"online\":[\"aa:bb:cc:00:00:0a\"]");
        assertThat(badge.texts).noneMatch(text -> text.contains("aa:bb:cc:00:00:09"));
        assertThat(plain.texts).noneMatch(text -> text.contains("stats"));
    }

    @Test
    @DisplayName("U34: a restart closes and opens the sockets on the same port, counts who comes back, and names who sleeps")
    void restartsWithinTheProcess() throws IOException {
        start(Map.of());
        EngineState before = engine.model().state().get();
        ClientFake sleeps = connect("xiaozhi", "aa:bb:cc:00:00:0b");
        ClientFake returns = connect("xiaozhi", "aa:bb:cc:00:00:0c");
        // a device is listed before its connection is registered
        await().until(() -> engine.model().devices().get().stream().filter(row -> row.facts().get().connection().isPresent()).count() == 2);
        List<String> phases = new CopyOnWriteArrayList<>();
        Operation restart = engine.send(new Command.Restart());
        restart.progress().observe(progress -> phases.add(progress.phase()));
        assertThat(engine.send(new Command.Restart())).isSameAs(restart);
        await().untilAsserted(() -> assertThat(returns.closed()).contains("1012"));
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.model().state().get().phase() == Phase.RUNNING && engine.port() == before.port());
        connect("xiaozhi", "aa:bb:cc:00:00:0c");
        await().until(() -> restart.progress().get().args().equals(List.of("1", "2")));
        restart.cancel(); // ends the counting of reconnecting devices early
        assertThat(restart.outcome().join()).isEqualTo(Outcome.Done.of("restart", 1, 1));
        assertThat(phases).containsSubsequence("announce", "close", "open", "back", "done");
        assertThat(sleeps.closed()).contains("1012");
        assertThat(engine.model().operations().get()).isEmpty();
        assertThat(facts("aa:bb:cc:00:00:0b").presence()).isEqualTo(Presence.ASLEEP);
    }

    @Test
    @DisplayName("U34: a restart that cannot open its sockets says so, and another port ends it well")
    void aRestartThatFailsSaysSo() throws IOException {
        engine.startFromFile("", new SpeechFactoryFake(""));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(done(new Command.ApplySettings(Map.of("server.port", other.getLocalPort())))).isInstanceOf(Outcome.Done.class);
            assertThat(engine.model().state().get().phase()).isEqualTo(Phase.RUNNING);
            assertThat(done(new Command.Restart())).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.problem().code()).isEqualTo(ProblemCode.RESTART_FAILED);
                assertThat(failed.problem().why(Locale.ENGLISH)).contains("Port " + other.getLocalPort() + " is taken");
            });
            assertThat(engine.model().state().get().phase()).isEqualTo(Phase.FAILED);
            assertThat(open(ProblemCode.PORT_TAKEN)).isTrue();
        }
        assertThat(done(new Command.Restart())).isEqualTo(Outcome.Done.of("restart", 0, 0));
        assertThat(open(ProblemCode.RESTART_FAILED)).isFalse();
        assertThat(open(ProblemCode.PORT_TAKEN)).isFalse();
    }

    @Test
    void stoppingInTheMiddleOfARestartLeavesNoPortOpen() throws IOException {
        start(Map.of());
        int port = engine.port();
        Operation restart = engine.send(new Command.Restart());
        await().until(() -> restart.progress().get().phase().equals("announce"));
        engine.stop();
        restart.outcome().join();
        assertThat(engine.port()).isZero();
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    @DisplayName("U04: the test device finds the server through OTA, speaks, hears itself, and is marked as what it is")
    void theTestDeviceHoldsAConversation() throws IOException {
        start(Map.of("server.auth.enabled", true, "server.auth.tokens", List.of("sesame")));
        assertThat(done(new Command.StartTestDevices(2, 1))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().testDeviceReports().get()).hasSize(2).allMatch(report -> report.asked() == 1 && report.spoken() < report.asked());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(engine.model().testDeviceState().get()).hasValueSatisfying(test -> assertThat(test.played()).isGreaterThan(20));
            assertThat(facts(engine.model().testDeviceState().get().orElseThrow().deviceId().value())).matches(facts -> facts.profile().test())
                .matches(facts -> engine.model().lastTurn(facts.id()).get().isPresent());
        });
        await().atMost(Duration.ofSeconds(15)).until(() -> engine.model().testDeviceState().get().orElseThrow().state().equals("listening"));
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(engine.model().testDeviceReports().get()).as("each has its own report, and what came was played")
                .hasSize(2).allMatch(report -> report.spoken() >= report.asked() && report.answered() == 1 && report.frames().played() > 20
                    && report.frames().missed() == 0 && report.waited().filter(Duration::isPositive).isPresent()));
        DeviceFacts facts = facts(engine.model().testDeviceState().get().orElseThrow().deviceId().value());
        assertThat(engine.model().lastTurn(facts.id()).get().orElseThrow().transcript().text()).isEqualTo("what is your name");
        assertThat(engine.model().events().read(0, 10_000).rows().toString()).doesNotContain("sesame");
        assertThat(done(new Command.StopTestDevice())).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().testDeviceState().get()).isEmpty();
        assertThat(engine.model().testDeviceReports().get()).isEmpty();
        await().until(() -> facts(facts.id().value()).presence() == Presence.ASLEEP);
        assertThat(facts(facts.id().value()).history().lastEnd().orElseThrow().rule()).isEqualTo("device.hangup");
        // U14: its recent audio is still there to try settings on, and is gone once the audio is discarded
        RecentAudio sound = ((Result.DeviceAudio) result(new Command.FetchRecentAudio(facts.id()))).sound();
        assertThat(sound.audio().duration()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
        Result.SegmentationComparison segmentationComparison = (Result.SegmentationComparison) result(
            new Command.TryVad(sound, Map.of("vad.min_silence_ms", 10_000L)));
        assertThat(segmentationComparison.before().segments()).isNotEmpty().anyMatch(turn -> turn.reason().isPresent());
        assertThat(segmentationComparison.after().orElseThrow().segments()).isNotEmpty().allMatch(turn -> turn.reason().isEmpty());
        assertThat(((Result.SegmentationComparison) result(new Command.TryVad(sound, Map.of("vad.min_silence_ms", 700L)))).after()).isEmpty();
        assertThat(engine.model().settings().get().of(VadSettings.SECTION).minSilence()).hasMillis(700);
        done(new Command.DiscardAudio());
        assertThat(((Result.DeviceAudio) result(new Command.FetchRecentAudio(facts.id()))).sound().frames()).isEmpty();
    }

    @Test
    void theScriptedAssistantAnswersAfterALiveChange() throws IOException {
        start(Map.of());
        assertThat(engine.model().activeComponents().get().assistant()).containsIgnoringCase("echo");
        assertThat(done(new Command.ApplySettings(Map.of("assistant", "scripted")))).isEqualTo(Outcome.Done.of("applied"));
        assertThat(engine.model().activeComponents().get().assistant()).containsIgnoringCase("scripted");
        ClientFake device = connect("xiaozhi", "aa:bb:cc:00:00:0d");
        device.send("{\"type\":\"hello\"}");
        assertThat(done(new Command.RenameDevice(new DeviceId("aa:bb:cc:00:00:0d"), "Desk"))).isInstanceOf(Outcome.Done.class);
        device.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.awaitReceived("\"state\":\"sentence_start\"");
        assertThat(String.join(" ", device.texts)).contains("Desk");
        device.awaitReceived("\"state\":\"stop\"");
    }

    @Test
    void aServerMessageAsksForARestart() throws IOException {
        start(Map.of("manager-api.secret", "sesame"));
        ClientFake device = connect("supie", "aa:bb:cc:00:00:0e");
        device.send("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"wrong\"}}");
        device.awaitReceived("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        assertThat(engine.model().operations().get()).isEmpty();
        Files.writeString(engine.directory().resolve("settings.yaml"), "grace_seconds: 20\n");
        device.send("{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"sesame\"}}");
        device.awaitReceived("{\"type\":\"server\",\"status\":\"success\",\"message\":\"配置更新成功\",\"content\":{\"action\":\"update_config\"}}");
        assertThat(engine.model().settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(20);
        device.send("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"sesame\"}}");
        device.awaitReceived("{\"type\":\"server\",\"status\":\"success\",\"message\":\"服务器重启中...\",\"content\":{\"action\":\"restart\"}}");
        await().untilAsserted(() -> assertThat(device.closed()).contains("1012"));
        await().until(() -> engine.model().state().get().phase() == Phase.RUNNING);
        connect("supie", "aa:bb:cc:00:00:0e");
    }

    // --- helpers ---

    private void start(Map<String, Object> settings) {
        engine.start(settings, new SpeechFactoryFake("what is your name"));
    }

    private Result result(Command command) {
        return ((Outcome.Done) done(command)).result().orElseThrow();
    }

    private DeviceModel device(String id) {
        return engine.findDevice(id).orElseThrow();
    }

    private Map<Step, StepState> ladder() {
        return engine.model().firstContact().get().steps().stream().collect(Collectors.toMap(FirstContact.StepStatus::step, FirstContact.StepStatus::state));
    }

    private ProblemCode remedy(Step step) {
        return engine.model().firstContact().get().steps().get(step.ordinal()).problem().orElseThrow().code();
    }

    private String refused(String id) {
        try {
            connect("xiaozhi", id);
            return "admitted";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private ClientFake connect(String path, String id) throws IOException {
        return connect(path, id, Map.of());
    }

    private ClientFake connect(String path, String id, Map<String, String> more) throws IOException {
        return engine.connect(path, id, more);
    }

    private Outcome done(Command command) {
        return engine.done(command);
    }

    private DeviceFacts facts(String id) {
        return engine.facts(id);
    }

    private boolean open(ProblemCode code) {
        return engine.open(code);
    }
}
