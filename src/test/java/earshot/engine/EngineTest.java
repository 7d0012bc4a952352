package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.audio.Recent;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.engine.EngineState.Phase;
import earshot.engine.FirstContact.State;
import earshot.engine.FirstContact.Step;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.problem.Code;
import earshot.server.Address;
import earshot.simulator.Incoming;
import earshot.simulator.Target;
import earshot.simulator.WebSocketClient;
import earshot.store.Home;
import earshot.time.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole engine through its public interface, with raw clients over real sockets.
class EngineTest {
    @TempDir
    Path directory;

    private final SystemTime time = new SystemTime();
    private final List<Raw> clients = new CopyOnWriteArrayList<>();
    private Engine engine;

    @AfterEach
    void stop() {
        clients.forEach(client -> client.socket.drop());
        if (engine != null) {
            engine.stop();
        }
    }

    @Test
    void servesAndStopsInOrderAndRemembersThatItDid() throws IOException {
        start(Map.of());
        assertThat(engine.model().state().get().phase()).isEqualTo(Phase.RUNNING);
        assertThat(engine.model().state().get().lastCleanStop()).isEmpty();
        assertThat(engine.model().addresses().get()).isNotEmpty().last().matches(Address::loopback);
        Raw device = connect("xiaozhi", "aa:bb:cc:00:00:01");
        device.says("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        device.hears("\"transport\":\"websocket\"");
        await().until(() -> facts("aa:bb:cc:00:00:01").presence() == Presence.CONNECTED);
        assertThat(done(new Command.Rename("aa:bb:cc:00:00:01", "desk"))).isInstanceOf(Outcome.Done.class);
        assertThat(done(new Command.Annotate("aa:bb:cc:00:00:01", "the one with the red button"))).isInstanceOf(Outcome.Done.class);
        engine.stop();
        assertThat(engine.model().state().get().phase()).isEqualTo(Phase.STOPPED);
        assertThat(device.closed()).contains("1001");
        start(Map.of());
        assertThat(engine.model().state().get().lastCleanStop()).isPresent();
        DeviceFacts kept = facts("aa:bb:cc:00:00:01");
        assertThat(kept.name()).isEqualTo("desk");
        assertThat(kept.note()).isEqualTo("the one with the red button");
        assertThat(kept.presence()).isEqualTo(Presence.ASLEEP);
        assertThat(kept.ended().orElseThrow().rule()).isEqualTo("server.stop");
    }

    @Test
    @DisplayName("U01: the ladder climbs step by step, and says what to do at the first that is missing")
    void climbsTheLadder() throws IOException {
        start(Map.of());
        assertThat(ladder()).containsEntry(Step.LISTENING, State.REACHED).containsEntry(Step.ADDRESS_REACHED, State.WAITING).containsEntry(Step.UPGRADE_ASKED, State.AHEAD);
        assertThat(remedy(Step.ADDRESS_REACHED)).isEqualTo(Code.CONTACT_ADDRESS);
        Raw device = connect("xiaozhi", "aa:bb:cc:00:00:02");
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.AUTHENTICATED, State.REACHED).containsEntry(Step.HELLO, State.WAITING));
        assertThat(remedy(Step.HELLO)).isEqualTo(Code.CONTACT_HELLO);
        device.says("{\"type\":\"hello\"}");
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.HELLO, State.REACHED).containsEntry(Step.FIRST_SOUND, State.WAITING));
        device.socket.binary(new byte[] {0x58});
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.FIRST_SOUND, State.REACHED));
        assertThat(engine.model().attempts().get()).hasSize(1);
    }

    @Test
    @DisplayName("U01, U03: a refused device is the failed step and a row with its reason, until it comes with a token")
    void showsARefusalWhereItHappened() throws IOException {
        start(Map.of("server.auth.enabled", true, "server.auth.tokens", List.of("sesame")));
        assertThat(refused("aa:bb:cc:00:00:03")).contains("401");
        await().untilAsserted(() -> assertThat(ladder()).containsEntry(Step.IDENTIFIED, State.REACHED).containsEntry(Step.AUTHENTICATED, State.FAILED));
        assertThat(remedy(Step.AUTHENTICATED)).isEqualTo(Code.CONNECTION_REFUSED);
        assertThat(engine.model().attempts().get().getFirst().problem()).isPresent();
        assertThat(open(Code.CONNECTION_REFUSED)).isTrue();
        connect("xiaozhi", "aa:bb:cc:00:00:03", Map.of("Authorization", "Bearer sesame"));
        await().untilAsserted(() -> assertThat(open(Code.CONNECTION_REFUSED)).isFalse());
        assertThat(engine.model().events().read(0, 1000).rows().toString()).doesNotContain("sesame");
    }

    @Test
    void aTakenPortIsAProblemThatOffersAFreeOneAndThatOneWorks() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            start(Map.of("server.port", other.getLocalPort()));
            assertThat(engine.model().state().get().phase()).isEqualTo(Phase.FAILED);
            ProblemEntry taken = engine.model().problems().get().stream().filter(entry -> entry.problem().code() == Code.PORT_TAKEN).findFirst().orElseThrow();
            assertThat(taken.problem().args().getFirst()).isEqualTo(String.valueOf(other.getLocalPort()));
            assertThat(ladder()).containsEntry(Step.LISTENING, State.FAILED);
            int free = Integer.parseInt(taken.problem().args().get(1));
            assertThat(done(new Command.ChoosePorts(free, 0))).isInstanceOf(Outcome.Done.class);
            assertThat(engine.model().state().get()).matches(state -> state.phase() == Phase.RUNNING && state.port() == free);
            assertThat(open(Code.PORT_TAKEN)).isFalse();
            connect("xiaozhi", "aa:bb:cc:00:00:04");
        }
    }

    @Test
    void everyOwnAddressAnswersAndTheCheckIsNobodysAttempt() throws IOException {
        start(Map.of());
        assertThat(done(new Command.CheckAddresses())).isEqualTo(Outcome.Done.of("check", 1, 1));
        connect("xiaozhi", "aa:bb:cc:00:00:05");
        await().untilAsserted(() -> assertThat(engine.model().attempts().get()).hasSize(1));
        assertThat(ladder()).containsEntry(Step.UPGRADE_ASKED, State.REACHED);
    }

    @Test
    void whatADeviceThatIsNotThereIsAskedForFailsInWords() throws IOException {
        start(Map.of());
        assertThat(done(new Command.CloseDevice("nobody"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(Code.DEVICE_ABSENT));
        assertThat(done(new Command.Forget("nobody"))).isInstanceOf(Outcome.Failed.class);
        connect("xiaozhi", "aa:bb:cc:00:00:06");
        await().until(() -> engine.model().devices().get().size() == 1 && facts("aa:bb:cc:00:00:06").presence() == Presence.CONNECTED);
        assertThat(done(new Command.Forget("aa:bb:cc:00:00:06"))).isInstanceOf(Outcome.Failed.class);
        assertThat(done(new Command.CloseDevice("aa:bb:cc:00:00:06"))).isInstanceOf(Outcome.Done.class);
        await().until(() -> facts("aa:bb:cc:00:00:06").presence() == Presence.ASLEEP);
        assertThat(done(new Command.Forget("aa:bb:cc:00:00:06"))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().devices().get()).isEmpty();
    }

    @Test
    @DisplayName("row 36: a new idle time holds for a connection that is open already")
    void idleTimesReachLiveConnections() throws IOException {
        start(Map.of());
        connect("xiaozhi", "aa:bb:cc:00:00:07").says("{\"type\":\"hello\"}");
        await().until(() -> engine.model().devices().get().size() == 1 && device("aa:bb:cc:00:00:07").idle().get().isPresent());
        long before = device("aa:bb:cc:00:00:07").idle().get().orElseThrow().atNanos();
        assertThat(done(new Command.ApplySettings(Map.of("close_connection_no_voice_time", 60, "grace_seconds", 10)))).isEqualTo(Outcome.Done.of("applied"));
        await().untilAsserted(() -> assertThat(device("aa:bb:cc:00:00:07").idle().get().orElseThrow().atNanos()).isLessThan(before - Duration.ofSeconds(300).toNanos()));
        assertThat(Files.readString(directory.resolve("settings.yaml"))).contains("close_connection_no_voice_time: 60");
        assertThat(done(new Command.ApplySettings(Map.of("grace_seconds", 99)))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(Code.SETTING_REFUSED));
        assertThat(engine.model().settings().get().idle().grace()).hasSeconds(10);
    }

    @Test
    @DisplayName("row 24: a config_update changes nothing, and the timeline shows key names without values")
    void aConfigUpdateChangesNothing() throws IOException {
        start(Map.of());
        var before = engine.model().settings().get();
        Raw device = connect("supie", "aa:bb:cc:00:00:08");
        device.says("{\"type\":\"config_update\",\"config\":{\"close_connection_no_voice_time\":1,\"api_key\":\"hidden-value\"}}");
        device.hears("{\"type\":\"config_update\",\"status\":\"ok\",\"noop\":true}");
        assertThat(engine.model().settings().get()).isEqualTo(before);
        assertThat(engine.model().events().read(0, 1000).rows()).anyMatch(row -> row.summary().contains("close_connection_no_voice_time"));
        assertThat(engine.model().events().read(0, 1000).rows().toString()).doesNotContain("hidden-value");
    }

    @Test
    void badgesAreToldWhoIsOnlineAndPlainDevicesAreNot() throws IOException {
        start(Map.of());
        Raw plain = connect("xiaozhi", "aa:bb:cc:00:00:09");
        plain.says("{\"type\":\"hello\"}");
        Raw badge = connect("supie", "aa:bb:cc:00:00:0a");
        badge.hears("\"event\":\"stats\"");
        badge.hears("\"online\":[\"aa:bb:cc:00:00:09\",\"aa:bb:cc:00:00:0a\"]");
        assertThat(plain.texts).noneMatch(text -> text.contains("stats"));
    }

    @Test
    @DisplayName("U34: a restart closes and opens the doors on the same port, counts who comes back, and names who sleeps")
    void restartsWithinTheProcess() throws IOException {
        start(Map.of());
        EngineState before = engine.model().state().get();
        Raw sleeps = connect("xiaozhi", "aa:bb:cc:00:00:0b");
        Raw returns = connect("xiaozhi", "aa:bb:cc:00:00:0c");
        await().until(() -> engine.model().devices().get().size() == 2);
        List<String> phases = new CopyOnWriteArrayList<>();
        Operation restart = engine.send(new Command.Restart());
        restart.progress().observe(progress -> phases.add(progress.phase()));
        assertThat(engine.send(new Command.Restart())).isSameAs(restart);
        await().untilAsserted(() -> assertThat(returns.closed()).contains("1012"));
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.model().state().get().phase() == Phase.RUNNING && engine.model().state().get().port() == before.port());
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
    @DisplayName("U34: a restart that cannot open its doors says so, and another port ends it well")
    void aRestartThatFailsSaysSo() throws IOException {
        Files.writeString(directory.resolve("settings.yaml"), "server: {ip: 127.0.0.1, port: 0, http_port: 0}\n");
        engine = Engine.start(new EngineOptions(new Home(directory), Optional.empty(), Map.of(), time, new QuickSpeech("")));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(done(new Command.ApplySettings(Map.of("server.port", other.getLocalPort())))).isInstanceOf(Outcome.Done.class);
            assertThat(engine.model().state().get().phase()).isEqualTo(Phase.RUNNING);
            assertThat(done(new Command.Restart())).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.problem().code()).isEqualTo(Code.RESTART_FAILED);
                assertThat(failed.problem().args()).first().isEqualTo("open");
            });
            assertThat(engine.model().state().get().phase()).isEqualTo(Phase.FAILED);
            assertThat(open(Code.PORT_TAKEN)).isTrue();
        }
        assertThat(done(new Command.Restart())).isEqualTo(Outcome.Done.of("restart", 0, 0));
        assertThat(open(Code.RESTART_FAILED)).isFalse();
        assertThat(open(Code.PORT_TAKEN)).isFalse();
    }

    @Test
    void stoppingInTheMiddleOfARestartLeavesNoDoorOpen() throws IOException {
        start(Map.of());
        int port = engine.model().state().get().port();
        Operation restart = engine.send(new Command.Restart());
        await().until(() -> restart.progress().get().phase().equals("announce"));
        engine.stop();
        restart.outcome().join();
        assertThat(engine.model().state().get().port()).isZero();
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    @DisplayName("U04: the test device finds the server through OTA, speaks, hears itself, and is marked as what it is")
    void theTestDeviceHoldsAConversation() throws IOException {
        start(Map.of("server.auth.enabled", true, "server.auth.tokens", List.of("sesame")));
        assertThat(done(new Command.StartTestDevice(Optional.empty()))).isInstanceOf(Outcome.Done.class);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(engine.model().testDevice().get()).hasValueSatisfying(test -> assertThat(test.played()).isGreaterThan(20));
            assertThat(facts(engine.model().testDevice().get().orElseThrow().deviceId())).matches(DeviceFacts::test).matches(facts -> facts.lastTurn().isPresent());
        });
        await().atMost(Duration.ofSeconds(15)).until(() -> engine.model().testDevice().get().orElseThrow().state().equals("listening"));
        DeviceFacts facts = facts(engine.model().testDevice().get().orElseThrow().deviceId());
        assertThat(facts.lastTurn().orElseThrow().heard()).isEqualTo("what is your name");
        assertThat(engine.model().events().read(0, 10_000).rows().toString()).doesNotContain("sesame");
        assertThat(done(new Command.StopTestDevice())).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().testDevice().get()).isEmpty();
        await().until(() -> facts(facts.id()).presence() == Presence.ASLEEP);
        assertThat(facts(facts.id()).ended().orElseThrow().rule()).isEqualTo("device.hangup");
        // U14: its recent audio is still there to try settings on, and is gone once the audio is discarded
        Recent sound = ((Result.Sound) result(new Command.HearRecent(facts.id()))).sound();
        assertThat(sound.speech().duration()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
        Result.Cut cut = (Result.Cut) result(new Command.TryVad(sound, Map.of("vad.min_silence_ms", 10_000L)));
        assertThat(cut.before().turns()).isNotEmpty().anyMatch(turn -> turn.reason().isPresent());
        assertThat(cut.after().orElseThrow().turns()).isNotEmpty().allMatch(turn -> turn.reason().isEmpty());
        assertThat(((Result.Cut) result(new Command.TryVad(sound, Map.of("vad.min_silence_ms", 700L)))).after()).isEmpty();
        assertThat(engine.model().settings().get().vad().minSilence()).hasMillis(700);
        done(new Command.ForgetSounds());
        assertThat(((Result.Sound) result(new Command.HearRecent(facts.id()))).sound().frames()).isEmpty();
    }

    @Test
    void theScriptedAssistantAnswersAfterALiveChange() throws IOException {
        start(Map.of());
        assertThat(engine.model().parts().get().assistant()).containsIgnoringCase("echo");
        assertThat(done(new Command.ApplySettings(Map.of("assistant", "scripted")))).isEqualTo(Outcome.Done.of("applied"));
        assertThat(engine.model().parts().get().assistant()).containsIgnoringCase("scripted");
        Raw device = connect("xiaozhi", "aa:bb:cc:00:00:0d");
        device.says("{\"type\":\"hello\"}");
        assertThat(done(new Command.Rename("aa:bb:cc:00:00:0d", "Desk"))).isInstanceOf(Outcome.Done.class);
        device.says("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.hears("\"state\":\"sentence_start\"");
        assertThat(String.join(" ", device.texts)).contains("Desk");
        device.hears("\"state\":\"stop\"");
    }

    @Test
    void aServerMessageAsksForARestart() throws IOException {
        start(Map.of("manager-api.secret", "sesame"));
        Raw device = connect("supie", "aa:bb:cc:00:00:0e");
        device.says("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"wrong\"}}");
        device.hears("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        assertThat(engine.model().operations().get()).isEmpty();
        Files.writeString(directory.resolve("settings.yaml"), "grace_seconds: 20\n");
        device.says("{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"sesame\"}}");
        device.hears("{\"type\":\"server\",\"status\":\"success\",\"message\":\"配置更新成功\",\"content\":{\"action\":\"update_config\"}}");
        assertThat(engine.model().settings().get().idle().grace()).hasSeconds(20);
        device.says("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"sesame\"}}");
        device.hears("{\"type\":\"server\",\"status\":\"success\",\"message\":\"服务器重启中...\",\"content\":{\"action\":\"restart\"}}");
        await().untilAsserted(() -> assertThat(device.closed()).contains("1012"));
        await().until(() -> engine.model().state().get().phase() == Phase.RUNNING);
        connect("supie", "aa:bb:cc:00:00:0e");
    }

    // --- helpers ---

    private void start(Map<String, Object> settings) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0));
        all.putAll(settings);
        engine = Engine.start(new EngineOptions(new Home(directory), Optional.empty(), all, time, new QuickSpeech("what is your name")));
    }

    private Result result(Command command) {
        return ((Outcome.Done) done(command)).result().orElseThrow();
    }

    private Outcome done(Command command) {
        return engine.send(command).outcome().join();
    }

    private DeviceModel device(String id) {
        return engine.model().devices().get().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }

    private DeviceFacts facts(String id) {
        return device(id).facts().get();
    }

    private Map<Step, State> ladder() {
        return engine.model().firstContact().get().rungs().stream().collect(Collectors.toMap(FirstContact.Rung::step, FirstContact.Rung::state));
    }

    private Code remedy(Step step) {
        return engine.model().firstContact().get().rungs().get(step.ordinal()).problem().orElseThrow().code();
    }

    private boolean open(Code code) {
        return engine.model().problems().get().stream().anyMatch(entry -> entry.open() && entry.problem().code() == code);
    }

    private String refused(String id) {
        try {
            connect("xiaozhi", id);
            return "admitted";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private Raw connect(String path, String id) throws IOException {
        return connect(path, id, Map.of());
    }

    private Raw connect(String path, String id, Map<String, String> more) throws IOException {
        Map<String, String> headers = new java.util.TreeMap<>(more);
        headers.put("Device-Id", id);
        Raw raw = new Raw();
        raw.socket = WebSocketClient.open(time, Target.of("ws://127.0.0.1:" + engine.model().state().get().port() + "/" + path + "/v1/"), headers, Duration.ofSeconds(10), raw);
        clients.add(raw);
        return raw;
    }

    /// A client that keeps the messages it receives.
    private static final class Raw implements WebSocketClient.Listener {
        final List<String> texts = new CopyOnWriteArrayList<>();
        WebSocketClient socket;

        void says(String text) {
            assertThat(socket.text(text)).isTrue();
        }

        void hears(String part) {
            await().untilAsserted(() -> assertThat(texts).anyMatch(text -> text.contains(part)));
        }

        String closed() {
            return String.join(" ", texts.stream().filter(text -> text.startsWith("close ")).toList());
        }

        @Override
        public void received(Incoming message, long arrivalNanos) {
            switch (message) {
                case Incoming.Text text -> texts.add(text.text());
                case Incoming.Close close -> texts.add("close " + close.code() + " " + close.reason());
                case Incoming.Ping ping -> socket.pong(ping.payload());
                case Incoming.Binary _, Incoming.Pong _ -> {}
            }
        }

        @Override
        public void ended(String why) {}
    }
}
