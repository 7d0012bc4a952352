package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.device.ConnectionMode;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.feature.FeatureConnectionFake;
import earshot.feature.ForwardingRules;
import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that come, end and are replaced while pages are under way; what a connection is to do waits until the test lets it.
@DisplayName("badge-protocol 2.15: screens")
class DisplayFeatureTest {
    private static final DeviceId A = new DeviceId("aa");
    private static final DeviceId B = new DeviceId("bb");
    private static final DeviceId PLAIN = new DeviceId("cc");

    @TempDir
    Path home;

    private final TimeFake time = new TimeFake();
    private final Timeline timeline = new Timeline(time);
    private boolean permitted = true;
    private DisplaySettings settings = new DisplaySettings(true, Duration.ofMillis(800), "devices.yaml");
    private final DisplayFeature feature = new DisplayFeature(new DisplayServices(time, timeline, new LogTextFormatter(() -> 2000), () -> settings,
        new BadgeRegistry(Path.of(""), () -> home.resolve("devices.yaml").toString(), new ProblemSinkFake()), new ForwardingRules() {
        @Override
        public boolean permits(DeviceId sender, DeviceId target) {
            return permitted;
        }

        @Override
        public boolean permitsBroadcast(DeviceId sender) {
            return permitted;
        }
    }));

    @Test
    void theSecondPageOfAnAnswerThatIsDueWhenTheConnectionEndsIsNotSent() {
        ConnectionFake badge = connect(A, Dialect.BADGE);
        badge.session.answered("天".repeat(200));
        assertThat(badge.sent).containsExactly("dlg-final-1-1");
        time.advance(PageQueue.NEXT_GAP);
        assertThat(badge.posted).hasSize(1);
        badge.session.close();
        badge.run();
        assertThat(badge.sent).hasSize(1);
        badge.session.answered("late");
        assertThat(badge.sent).hasSize(1);
    }

    @Test
    void aReadyPageThatIsDueIsOfNoUseOnceTheBadgeDoesSomethingElse() {
        ConnectionFake badge = connect(A, Dialect.BADGE);
        badge.mode(ConnectionMode.DIALOG_PREPARING);
        time.advance(Duration.ofMillis(800));
        assertThat(badge.posted).hasSize(1);
        badge.mode(ConnectionMode.DIALOG_ACTIVE);
        badge.run();
        assertThat(badge.sent).isEmpty();
        badge.mode(ConnectionMode.DIALOG_PREPARING);
        time.advance(Duration.ofSeconds(5));
        badge.run();
        assertThat(badge.sent).as("not between two turns").isEmpty();
        badge.mode(ConnectionMode.CONNECTED_IDLE);
        assertThat(badge.sent).containsExactly("play.tone cancel", "dlg-timeout");
        badge.mode(ConnectionMode.DIALOG_PREPARING);
        time.advance(Duration.ofMillis(800));
        badge.session.close();
        badge.run();
        assertThat(badge.sent).hasSize(2);
    }

    @Test
    void aReadyPageComesOnlyWhereItIsSetAndOnceForEachBegin() {
        ConnectionFake badge = connect(A, Dialect.BADGE);
        badge.mode(ConnectionMode.DIALOG_PREPARING);
        time.advance(Duration.ofMillis(400));
        badge.mode(ConnectionMode.DIALOG_PREPARING);
        time.advance(Duration.ofMillis(799));
        badge.run();
        assertThat(badge.sent).as("the badge began to listen again").isEmpty();
        time.advance(Duration.ofMillis(1));
        badge.run();
        assertThat(badge.sent).containsExactly("dlg-ready");
        settings = new DisplaySettings(false, Duration.ofMillis(800), "devices.yaml");
        badge.mode(ConnectionMode.CONNECTED_IDLE);
        badge.mode(ConnectionMode.DIALOG_PREPARING);
        time.advance(Duration.ofSeconds(5));
        badge.run();
        assertThat(badge.sent).filteredOn("dlg-ready"::equals).hasSize(1);
    }

    @Test
    void pagesGoToTheNewestConnectionOfABadgeAlsoWhenTheOldOneEndsAfterwards() {
        ConnectionFake old = connect(A, Dialect.BADGE);
        ConnectionFake fresh = connect(A, Dialect.BADGE);
        fresh.mode(ConnectionMode.DIALOG_ACTIVE);
        old.session.close();
        connect(PLAIN, Dialect.XIAOZHI).says("{'type':'ui.render','id':'p','to':['aa'],'page':'dialog.chat','body':{'kind':'text','text':'x'}}");
        assertThat(fresh.sent).containsExactly("p");
        assertThat(old.sent).isEmpty();
        fresh.session.close();
        connect(PLAIN, Dialect.XIAOZHI).says("{'type':'ui.render','id':'q','to':['aa'],'page':'dialog.chat','body':{'kind':'text','text':'x'}}");
        assertThat(fresh.sent).hasSize(1);
    }

    @Test
    void everybodyIsEveryBadgeInADialogButTheSender() {
        ConnectionFake a = connect(A, Dialect.BADGE);
        ConnectionFake b = connect(B, Dialect.BADGE);
        ConnectionFake plain = connect(PLAIN, Dialect.XIAOZHI);
        a.mode(ConnectionMode.DIALOG_ACTIVE);
        b.mode(ConnectionMode.DIALOG_ACTIVE);
        a.says("{'type':'ui.render','id':'p','to':['broadcast','aa'],'page':'dialog.chat','body':{'kind':'text','text':'x'}}");
        assertThat(b.sent).containsExactly("p");
        assertThat(a.sent).isEmpty();
        assertThat(plain.sent).as("it has no screen").isEmpty();
        permitted = false;
        a.says("{'type':'ui.render','id':'q','to':['broadcast','bb','aa'],'page':'dialog.chat','body':{'kind':'text','text':'x'}}");
        assertThat(b.sent).hasSize(1);
        assertThat(a.sent).as("a badge may on its own screen").containsExactly("q");
        permitted = true;
        a.says("{'type':'ui.render','id':'r','to':['bb'],'page':'clock','body':{'kind':'text','text':'x'}}");
        assertThat(b.sent).as("only pages of a dialog").hasSize(1);
        assertThat(rows()).anyMatch(row -> row.contains("[DROP_BY_MODE] type=ui.render id=r") && row.contains("detail=page:clock"));
    }

    @Test
    void fiveBannersASecondReachABadgeHoweverManyDevicesSendThem() {
        ConnectionFake a = connect(A, Dialect.BADGE);
        a.mode(ConnectionMode.DIALOG_ACTIVE);
        ConnectionFake b = connect(B, Dialect.BADGE);
        ConnectionFake plain = connect(PLAIN, Dialect.XIAOZHI);
        for (int i = 0; i < 4; i++) {
            b.says("{'type':'device.control','to':['aa'],'action':'net.banner','text':'x'}");
            plain.says("{'type':'device.control','to':['aa'],'action':'net.banner','text':'x'}");
        }
        assertThat(a.sent).hasSize(5);
        assertThat(rows()).filteredOn(row -> row.contains("[DROP_INVALID] type=device.control") && row.contains("rate-limited")).hasSize(3);
        time.advance(Duration.ofMillis(200));
        b.says("{'type':'device.control','to':['aa'],'action':'net.banner','text':'x'}");
        b.says("{'type':'device.control','to':['aa'],'action':'net.banner','text':'x'}");
        assertThat(a.sent).as("one more each 200 ms").hasSize(6);
        a.mode(ConnectionMode.CONNECTED_IDLE);
        b.says("{'type':'device.control','to':['aa'],'id':'late','action':'net.banner','text':'x'}");
        assertThat(a.sent).hasSize(6);
    }

    @Test
    void onlyTheBadgeItselfSaysWhatBecameOfItsPage() {
        ConnectionFake a = connect(A, Dialect.BADGE);
        a.session.answered("one");
        connect(B, Dialect.BADGE).says("{'type':'ui.ack','id':'dlg-final-1'}");
        connect(PLAIN, Dialect.XIAOZHI).says("{'type':'ui.error','id':'dlg-final-1','code':'BUSY'}");
        assertThat(feature.pages(A).get()).extracting(SentPage::acknowledgement).containsExactly(new Acknowledgement.Waiting());
        a.says("{'type':'ui.error','id':'dlg-final-1','code':'BUSY','ts':0}");
        assertThat(feature.pages(A).get()).extracting(SentPage::acknowledgement).containsExactly(new Acknowledgement.Failed("BUSY", Duration.ZERO));
        assertThat(rows()).anyMatch(row -> row.startsWith("[ACK] id=dlg-final-1 device=aa") && row.endsWith("code=BUSY"));
    }

    @Test
    void aPageThatTheConnectionDoesNotTakeWasNotSent() {
        ConnectionFake a = connect(A, Dialect.BADGE);
        a.takes = false;
        a.session.answered("one");
        assertThat(feature.pages(A).get()).isEmpty();
        a.takes = true;
        a.session.answered("two");
        assertThat(a.sent).as("and the next one need not wait").containsExactly("dlg-final-2");
    }

    private ConnectionFake connect(DeviceId device, Dialect dialect) {
        ConnectionFake connection = new ConnectionFake(device, dialect);
        connection.session = feature.open(connection);
        return connection;
    }

    private List<String> rows() {
        return timeline.rows().read(0, 100).rows().stream().map(event -> event.summary()).toList();
    }

    private static final class ConnectionFake extends FeatureConnectionFake {
        /// The id of each page, and the action of each control.
        private final List<String> sent = new ArrayList<>();
        private boolean takes = true;

        private ConnectionFake(DeviceId device, Dialect dialect) {
            super(device, dialect);
        }

        void mode(ConnectionMode next) {
            ConnectionMode before = mode;
            mode = next;
            session.modeChanged(before, next);
        }

        void says(String json) {
            receives(MessageFamily.DISPLAY, json);
        }

        @Override
        public boolean send(OutboundMessage message) {
            ObjectNode body = ((OutboundMessage.Family) message).body();
            return takes && sent.add(body.has("page") ? body.path("id").asText() : (body.path("action").asText() + " " + body.path("name").asText()).strip());
        }
    }
}
