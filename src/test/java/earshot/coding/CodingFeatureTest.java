package earshot.coding;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.event.LogTextFormatter;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceConnection;
import earshot.feature.FeatureConnectionFake;
import earshot.feature.ForwardingRules;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who gets a copy of a result, and under which name its sender stands in it.
@DisplayName("badge-protocol 7.1: copies of insights")
class CodingFeatureTest {
    private static final DeviceId SENDER = new DeviceId("aa:00");
    private static final DeviceId FRIEND = new DeviceId("bb:00");

    private final TimeFake time = new TimeFake();
    private final OnlineFake online = new OnlineFake();
    private CodingSettings settings = Settings.defaults().of(CodingSettings.SECTION);

    @ParameterizedTest
    @CsvSource(textBlock = """
        OFF,    ''
        CODING, cc:00
        ALL,    bb:00 cc:00""")
    void badgesGetACopyAsItIsSetAndNeverTheSender(CodingSettings.Broadcast broadcast, String receivers) throws Exception {
        settings = new CodingSettings(true, settings.debounce(), 512, 200, 1600, 5, 6, broadcast);
        ConnectionFake sender = open(feature(), SENDER);
        sender.says("{'event':'step','name':'build'}").awaitInsight();
        assertThat(String.join(" ", online.copies.keySet().stream().map(DeviceId::value).toList())).isEqualTo(receivers);
        assertThat(online.copies.values()).allMatch(copy -> copy.path("event").asText().equals("insight"));
    }

    @Test
    void onlyWhoMaySendToADeviceLearnsItsId() throws Exception {
        CodingFeature feature = feature();
        ConnectionFake sender = open(feature, SENDER);
        assertThat(sender.says("{'event':'step','name':'build'}").awaitInsight().path("from").asText()).as("to itself").isEqualTo(SENDER.value());
        assertThat(online.copies.get(FRIEND).path("from").asText()).isEqualTo(SENDER.value());
        String name = online.copies.get(new DeviceId("cc:00")).path("from").asText();
        assertThat(name).matches("device-[0-9a-f]{6}");
        time.advance(CodingSession.MIN_INTERVAL);
        sender.says("{'event':'step','name':'test'}").awaitInsight();
        assertThat(online.copies.get(new DeviceId("cc:00")).path("from").asText()).as("the same one tomorrow").isEqualTo(name);
        open(feature, new DeviceId("aa:01")).says("{'event':'step','name':'test'}").awaitInsight();
        assertThat(online.copies.get(new DeviceId("cc:00")).path("from").asText()).as("another sender").isNotEqualTo(name);
        open(feature(), SENDER).says("{'event':'step','name':'test'}").awaitInsight();
        assertThat(online.copies.get(new DeviceId("cc:00")).path("from").asText()).as("after a restart").isNotEqualTo(name);
    }

    @Test
    void whatADeviceWroteGoesToNobodyElse() throws Exception {
        ConnectionFake sender = open(feature(), SENDER);
        sender.says("{'event':'log','level':'error','text':'cannot open /home/ann/private.txt'}").awaitInsight();
        assertThat(online.copies).isNotEmpty();
        assertThat(online.copies.values()).noneMatch(copy -> copy.toString().contains("private"));
    }

    @Test
    void whatIsDeliveredAfterTheEndOfTheConnectionReachesNobody() throws Exception {
        ConnectionFake sender = open(feature(), SENDER);
        sender.says("{'event':'step','name':'build'}");
        Runnable delivery = sender.nextTask();
        sender.session.close();
        delivery.run();
        assertThat(sender.sent).noneMatch(message -> message.path("event").asText().equals("insight"));
        assertThat(online.copies).isEmpty();
    }

    @Test
    void beforeItKnowsOtherDevicesItServesTheSenderAlone() throws Exception {
        CodingFeature feature = new CodingFeature(time, () -> settings, Optional::empty, new LogTextFormatter(() -> 2000), ForwardingRules.NONE);
        open(feature, SENDER).says("{'event':'step','name':'build'}").awaitInsight();
        assertThat(online.copies).isEmpty();
    }

    private CodingFeature feature() {
        CodingFeature feature = new CodingFeature(time, () -> settings, Optional::empty, new LogTextFormatter(() -> 2000), new ForwardingRules() {
            @Override
            public boolean permits(DeviceId sender, DeviceId target) {
                return sender.equals(FRIEND);
            }

            @Override
            public boolean permitsBroadcast(DeviceId sender) {
                return true;
            }
        });
        feature.start(online);
        return feature;
    }

    private static ConnectionFake open(CodingFeature feature, DeviceId device) {
        ConnectionFake connection = new ConnectionFake(device);
        connection.session = feature.open(connection);
        return connection;
    }

    /// The sender, two badges, one of them in coding mode, and a device of the other dialect.
    private static final class OnlineFake implements ConnectedDevices {
        private final Map<DeviceId, ObjectNode> copies = new TreeMap<>();

        @Override
        public List<DeviceId> online() {
            return List.of(SENDER, FRIEND, new DeviceId("cc:00"), new DeviceId("dd:00"));
        }

        @Override
        public Optional<ConnectionMode> mode(DeviceId device) {
            return Optional.of(device.equals(FRIEND) ? ConnectionMode.CONNECTED_IDLE : ConnectionMode.CODING);
        }

        @Override
        public Optional<Dialect> dialect(DeviceId device) {
            return Optional.of(device.equals(new DeviceId("dd:00")) ? Dialect.XIAOZHI : Dialect.BADGE);
        }

        @Override
        public Optional<DeviceConnection> connection(DeviceId device) {
            return Optional.empty();
        }

        @Override
        public boolean send(DeviceId device, OutboundMessage message) {
            copies.put(device, ((OutboundMessage.Family) message).body());
            return true;
        }
    }

    private static final class ConnectionFake extends FeatureConnectionFake {
        private final List<ObjectNode> sent = new ArrayList<>();

        private ConnectionFake(DeviceId device) {
            super(device, Dialect.BADGE);
            mode = ConnectionMode.CODING;
        }

        ConnectionFake says(String json) {
            receives(MessageFamily.CODING, json);
            return this;
        }

        Runnable nextTask() throws InterruptedException {
            return Optional.ofNullable(posted.poll(30, TimeUnit.SECONDS)).orElseThrow();
        }

        /// Runs what the connection is to do until the insight that is under way has been sent and is over.
        ObjectNode awaitInsight() throws InterruptedException {
            nextTask().run();
            nextTask().run();
            return sent.getLast();
        }

        @Override
        public boolean send(OutboundMessage message) {
            return sent.add(((OutboundMessage.Family) message).body());
        }
    }
}
