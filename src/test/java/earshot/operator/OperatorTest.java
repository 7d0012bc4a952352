package earshot.operator;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.device.DeviceRegistry;
import earshot.device.DeviceStore;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.lint.Finding;
import earshot.lint.FindingListener;
import earshot.lint.LintRule;
import earshot.lint.LiveLint;
import earshot.session.SessionRegistry;
import earshot.session.SessionServices;
import earshot.time.TimeFake;
import earshot.turn.Emotion;
import earshot.watch.MutableWatch;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.WorkMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What passes where nobody is connected: the rest needs sockets.
class OperatorTest {
    private static final DeviceId ID = new DeviceId("aa");
    private static final OperatorMessage REBOOT = new OperatorMessage.Reboot();

    private final TimeFake time = new TimeFake();
    private final DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
    private final SessionRegistry sessions = new SessionRegistry(new SessionServices(time, new MutableWatch<>(Settings.defaults()), devices, null, null, null,
        null, new SessionServices.ServerServices(List.of(), List.of(), null)));
    private final OperatorSpeech speech = new OperatorSpeech();
    private final Operator operator = new Operator(time, devices, sessions, new LiveLint(_ -> new ListenerFake()), speech);

    private static final class ListenerFake implements FindingListener {
        @Override
        public void broken(Finding finding) {}

        @Override
        public void kept(LintRule rule) {}
    }

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void aDeviceThatWasNeverSeenIsUnknownAndOneThatWasIsAsleep() {
        assertThat(send(REBOOT)).isEqualTo(new Delivery.Unknown());
        devices.findOrAdd(ID);
        assertThat(send(REBOOT)).isEqualTo(new Delivery.Asleep(Optional.empty()));
        devices.otaReceived(ID, new DeviceFacts.OtaFacts(time.now(), "b", "1", "10.0.0.7", "10.0.0.7", Optional.empty(), Optional.empty()));
        assertThat(send(REBOOT)).isEqualTo(new Delivery.Asleep(Optional.of(time.now())));
        assertThat(send(REBOOT).succeeded()).isFalse();
    }

    @Test
    void aSentenceForADeviceThatIsAwayDoesNotWaitForIt() {
        devices.findOrAdd(ID);
        assertThat(send(new OperatorMessage.Speech("hello"))).isInstanceOf(Delivery.Asleep.class);
        assertThat(speech.next(ID)).isEmpty();
    }

    @Test
    void whatWasSentIsRememberedTheNewestFirst() {
        send(REBOOT);
        time.advance(Duration.ofSeconds(1));
        send(new OperatorMessage.Raw("{}"));
        assertThat(operator.history().get()).containsExactly(
            new SentMessage(2, time.now(), ID, new OperatorMessage.Raw("{}"), Optional.of(new Delivery.Unknown())),
            new SentMessage(1, time.now().minusSeconds(1), ID, REBOOT, Optional.of(new Delivery.Unknown())));
    }

    @Test
    void onlyTheNewestAreRemembered() {
        IntStream.range(0, Operator.MOST_REMEMBERED + 20).forEach(_ -> send(REBOOT));
        assertThat(operator.history().get()).hasSize(Operator.MOST_REMEMBERED).extracting(SentMessage::number).startsWith(120L, 119L).endsWith(21L);
    }

    @Test
    void aSentenceIsShownAsATurnThatOnlySpeaks() {
        MessagePreview preview = preview(new OperatorMessage.Speech("Dinner."));
        assertThat(preview.texts()).extracting(text -> text.replaceAll(".*\"type\":\"(\\w+)\".*?(?:\"state\":\"(\\w+)\".*|$)", "$1 $2").strip())
            .containsExactly("llm", "tts start", "tts sentence_start", "tts stop");
        assertThat(preview.texts().get(2)).contains("\"text\":\"Dinner.\"");
        assertThat(preview.texts()).as("of a device that is asleep").allMatch(text -> text.contains("\"session_id\":\"…\""));
        assertThat(preview.sound()).as("behind the begin of the sentence").hasValue(3);
        assertThat(preview.findings()).isEmpty();
        assertThat(preview.connected()).isFalse();
    }

    @Test
    void whatIsShownNamesTheSessionThatIsOpen() {
        connected(ConnectionMode.CONNECTED_IDLE);
        assertThat(preview(new OperatorMessage.Face(Emotion.HAPPY)).texts())
            .containsExactly("{\"type\":\"llm\",\"text\":\"😊\",\"emotion\":\"happy\",\"session_id\":\"s-1\"}");
    }

    @Test
    void aNoticeAndARebootAreOneTextEach() {
        MessagePreview notice = preview(new OperatorMessage.Notice("Info", "Lunch", "happy"));
        assertThat(notice.texts()).containsExactly("{\"type\":\"alert\",\"status\":\"Info\",\"message\":\"Lunch\",\"emotion\":\"happy\"}");
        assertThat(notice.sound()).isEmpty();
        assertThat(notice.findings()).isEmpty();
        assertThat(preview(REBOOT).texts()).containsExactly("{\"type\":\"system\",\"command\":\"reboot\"}");
    }

    @Test
    void aModeIsEnteredByItsNameAndLeftByThatOfTheOneThatIsOn() {
        OperatorMessage leave = new OperatorMessage.Mode(Optional.empty());
        assertThat(preview(new OperatorMessage.Mode(Optional.of(WorkMode.CODING))).texts())
            .containsExactly("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"coding\"}");
        assertThat(preview(leave).texts()).as("asleep there is none to leave").isEmpty();
        connected(ConnectionMode.DIALOG_ACTIVE);
        assertThat(preview(leave).texts()).as("nor in conversation").isEmpty();
        connected(ConnectionMode.MEETING);
        assertThat(preview(leave).texts()).containsExactly("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"meeting\"}");
    }

    @Test
    void whatSomebodyWroteIsShownAsItIsWithWhatIsWrongWithIt() {
        MessagePreview right = preview(new OperatorMessage.Raw("{ \"type\": \"custom\" }"));
        assertThat(right.texts()).containsExactly("{ \"type\": \"custom\" }");
        assertThat(right.findings()).isEmpty();
        for (String text : List.of("no json", "{}", "{\"type\":7}", "{\"type\":\"a\"} {\"type\":\"b\"}", "")) {
            assertThat(preview(new OperatorMessage.Raw(text)).texts()).containsExactly(text);
        }
        assertThat(preview(new OperatorMessage.Raw("{}")).findings()).extracting(Finding::rule).containsExactly(LintRule.JSON_TYPE);
    }

    private Delivery send(OperatorMessage message) {
        return operator.send(ID, message, false).resultNow();
    }

    private MessagePreview preview(OperatorMessage message) {
        return operator.preview(ID, message).resultNow();
    }

    private void connected(ConnectionMode mode) {
        SessionId session = new SessionId("s-1");
        DeviceFacts.Link link = new DeviceFacts.Link(session, time.now(), "10.0.0.7", "/xiaozhi/v1/", new DeviceIdentity(ID, "c", DeviceIdentity.Source.HEADER),
            Dialect.XIAOZHI, Framing.RAW, "");
        DeviceFacts.Listening listening = new DeviceFacts.Listening(ListenState.IDLE, time.now(), Optional.empty(), Optional.empty());
        devices.findOrAdd(ID).connected(session, new DeviceFacts.Connection(link, listening, false, mode, Optional.empty(), Optional.empty(), 0, ""),
            time.now(), time.nanos());
    }
}
