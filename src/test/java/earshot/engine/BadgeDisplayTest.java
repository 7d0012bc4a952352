package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.display.Acknowledgement;
import earshot.display.SentPage;
import earshot.id.DeviceId;
import earshot.simulator.FirmwareState;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The screens of badges through the whole engine, over real sockets.
@Timeout(120)
class BadgeDisplayTest {
    private static final EngineExtension ENGINE = new EngineExtension();

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(ENGINE.directory().resolve("devices.yaml"), "devices: {aa:bb:cc:00:08:02: {badge: 7, owner: Ann, lines_per_page: 3}}");
        ENGINE.start(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        ENGINE.close();
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
            badge.send("{\"type\":\"ui.render\",\"to\":[\"AA:BB:CC:00:08:02\"],\"id\":\"p-" + i + "\",\"page\":\"dialog.chat\",\"body\":{\"kind\":\"list\",\"items\":[\"a\",\"b\",\"c\",\"d\"]}}");
        }
        badge.awaitReceived("\"id\":\"p-3\"");
        assertThat(badge.texts).filteredOn(text -> text.contains("ui.render")).hasSizeLessThanOrEqualTo(2).last().asString().contains("\"id\":\"p-3\"", "[\"b\",\"c\",\"d\"]");
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
    @DisplayName("render acknowledgement P95 ≤ 3 s: a page that is acknowledged in time is shown as such")
    void aTestDeviceThatIsABadgeAcknowledgesItsPages() throws Exception {
        RecordedMicrophone microphone = new RecordedMicrophone(ENGINE.time, SampleSentence.load().recording(OpusCodecs.best()));
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(77, "ws://127.0.0.1:" + ENGINE.port() + "/supie/v1/");
        DeviceId id = profile.deviceId();
        try (SimulatedDevice device = new SimulatedDevice(ENGINE.time, OpusCodecs.best(), profile, microphone, Loudspeaker.silent())) {
            device.powerOn();
            await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof FirmwareState.Idle);
            device.button();
            await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof FirmwareState.Listening);
            for (int turn = 1; turn <= 5; turn++) {
                ENGINE.done(new Command.Say(id, "hello " + turn));
                int count = turn;
                await().atMost(Duration.ofSeconds(30)).until(() -> pages(id).size() == count && pages(id).getFirst().acknowledgement() instanceof Acknowledgement.Shown);
            }
        }
        List<Duration> times = pages(id).stream().map(page -> ((Acknowledgement.Shown) page.acknowledgement()).after()).sorted().toList();
        assertThat(times.get((int) Math.ceil(0.95 * times.size()) - 1)).isLessThanOrEqualTo(Acknowledgement.LIMIT);
    }

    private static ClientFake badge(String id) throws IOException {
        ClientFake badge = ENGINE.connect("supie", id, Map.of());
        badge.awaitReceived("\"hello\"");
        return badge;
    }

    private static List<SentPage> pages(DeviceId id) {
        return ENGINE.model().pages(id).get();
    }

    private static List<String> rows() {
        return ENGINE.model().events().read(0, 100_000).rows().stream().filter(row -> row.type().equals("display")).map(row -> row.text().in(Locale.ENGLISH)).toList();
    }
}
