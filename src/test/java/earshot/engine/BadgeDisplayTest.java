package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.device.ConnectionMode;
import earshot.display.Acknowledgement;
import earshot.display.SentPage;
import earshot.id.DeviceId;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SimulatedState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The screens of badges through the whole engine, over real sockets.
@Timeout(120)
class BadgeDisplayTest {
    private static EngineExtension engine;

    @BeforeAll
    static void start() {
        engine = new EngineExtension();
        engine.start(Map.of("listen_timeout_ms", 600_000, "peer.enabled", true, "peer.allowlist", List.of("aa:bb:cc:00:08:05")));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @Test
    @DisplayName("row 23: the answer page is the first page of a turn, and it comes behind the answer")
    void theAnswerPageComesBehindTheAnswer() throws IOException {
        ClientFake badge = badge("aa:bb:cc:00:08:01");
        badge.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is the weather\"}");
        badge.awaitReceived("\"ui.render\"");
        assertThat(badge.last("\"ui.render\"")).contains("\"id\":\"dlg-final-1\"", "\"page\":\"dialog.chat\"", "\"items\":[\"what is the weather\"]");
        List<String> texts = List.copyOf(badge.texts);
        assertThat(texts.indexOf(badge.last("\"ui.render\""))).isGreaterThan(texts.indexOf(badge.last("\"state\":\"stop\"")));
        assertThat(texts).filteredOn(text -> text.contains("ui.render")).hasSize(1);
    }

    @Test
    @DisplayName("three renders within 1 s → at most two delivered, the last one among them")
    void threePagesWithinASecondGiveAtMostTwo() throws IOException {
        ClientFake badge = badge("aa:bb:cc:00:08:02");
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        for (int i = 1; i <= 3; i++) {
            badge.send("{\"type\":\"ui.render\",\"to\":[\"AA:BB:CC:00:08:02\"],\"id\":\"p-" + i
                + "\",\"page\":\"dialog.chat\",\"body\":{\"kind\":\"list\",\"items\":[\"a\"]}}");
        }
        badge.awaitReceived("\"id\":\"p-3\"");
        List<Long> sent = pages(new DeviceId("aa:bb:cc:00:08:02")).stream().map(SentPage::nanos).toList();
        assertThat(sent).isNotEmpty()
            .allSatisfy(from -> assertThat(sent).filteredOn(at -> at >= from && at < from + Duration.ofSeconds(1).toNanos()).hasSizeLessThanOrEqualTo(2));
        assertThat(badge.last("ui.render")).contains("\"id\":\"p-3\"");
    }

    @Test
    void aPageReachesABadgeThatTheRulesOfMessagesAllow() throws IOException {
        ClientFake badge = badge("aa:bb:cc:00:08:05");
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        await().atMost(Duration.ofSeconds(30))
            .until(() -> engine.facts("aa:bb:cc:00:08:05").connection().orElseThrow().mode() == ConnectionMode.DIALOG_PREPARING);
        engine.connect("xiaozhi", "aa:bb:cc:00:08:06", Map.of()).send(
            "{\"type\":\"ui.render\",\"id\":\"o-5\",\"to\":[\"aa:bb:cc:00:08:05\"],\"page\":\"dialog.chat\",\"body\":{\"kind\":\"text\",\"text\":\"lunch?\"}}");
        badge.awaitReceived("lunch?");
        assertThat(badge.last("ui.render")).doesNotContain("\"to\"");
    }

    @Test
    void nobodyShowsAnythingOnAnotherBadgeAndAnUnknownOneIsNoFault() throws IOException {
        ClientFake badge = badge("aa:bb:cc:00:08:03");
        ClientFake other = badge("aa:bb:cc:00:08:04");
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        String page = "\"page\":\"dialog.chat\",\"body\":{\"kind\":\"text\",\"text\":\"x\"}}";
        other.send("{\"type\":\"ui.render\",\"id\":\"o-1\",\"to\":[\"aa:bb:cc:00:08:03\",\"nobody\",\"broadcast\"]," + page);
        other.send("{\"type\":\"ui.render\",\"id\":\"o-2\",\"page\":\"dialog.chat\",\"to\":[\"aa:bb:cc:00:08:04\"],\"body\":7}");
        await().atMost(Duration.ofSeconds(30)).until(() -> rows().contains("[DROP_INVALID] type=ui.render id=o-2 reason=schema-invalid"));
        assertThat(rows()).filteredOn(row -> row.contains("o-1")).hasSize(3).allMatch(row -> row.endsWith("not-permitted"));
        assertThat(badge.texts).noneMatch(text -> text.contains("ui.render"));
    }

    @Test
    void aTestDeviceThatIsABadgeAcknowledgesItsPage() throws Exception {
        RecordedMicrophone microphone = new RecordedMicrophone(engine.time, SampleSentence.load().recording(OpusCodecs.best()));
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(77, "ws://127.0.0.1:" + engine.port() + "/supie/v1/");
        DeviceId id = profile.deviceId();
        try (SimulatedDevice device = new SimulatedDevice(engine.time, OpusCodecs.best(), profile, microphone, Loudspeaker.silent())) {
            device.powerOn();
            await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof SimulatedState.Idle);
            device.button();
            await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof SimulatedState.Listening);
            engine.done(new Command.Say(id, "hello"));
            await().atMost(Duration.ofSeconds(30))
                .until(() -> pages(id).stream().map(SentPage::acknowledgement).anyMatch(Acknowledgement.Shown.class::isInstance));
        }
    }

    private static ClientFake badge(String id) throws IOException {
        ClientFake badge = engine.connect("supie", id, Map.of());
        badge.awaitReceived("\"hello\"");
        return badge;
    }

    private static List<SentPage> pages(DeviceId id) {
        return engine.model().pages(id).get();
    }

    private static List<String> rows() {
        return engine.model().events().read(0, 100_000).rows().stream().filter(row -> row.type().equals("display")).map(row -> row.text().in(Locale.ENGLISH))
            .toList();
    }
}
