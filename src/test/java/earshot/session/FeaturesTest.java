package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ModeChange;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceFeature;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.id.DeviceId;
import earshot.wire.InboundMessage;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a family of messages beside voice is attached to connections.
class FeaturesTest {
    private static final DeviceId A = new DeviceId("aa");
    private static final DeviceId B = new DeviceId("bb");

    private final WorkflowFake workflow = new WorkflowFake();
    private final SessionFixture sessionFixture = new SessionFixture(List.of(workflow));

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    void aFeatureIsToldOfHelloMessagesModeAndEndOfEachConnection() {
        SessionFixture.DeviceFake device = sessionFixture.connect(A);
        device.says("{\"type\":\"hello\"}").says("{\"type\":\"workflow\",\"event\":\"list\"}");
        device.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}").says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        assertThat(sessionFixture.connection(A).mode()).isEqualTo(ConnectionMode.WORKING);
        assertThat(device.texts.getLast()).isEqualTo("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"working\"}");
        device.says("{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"working\"}");
        device.hangsUp();
        assertThat(workflow.calls).containsExactly("aa opened", "aa hello", "aa workflow list", "aa mode started", "aa mode ended", "aa closed");
    }

    @Test
    void oneWorkModeEndsTheOneBefore() {
        SessionFixture.DeviceFake device = sessionFixture.connect(A);
        device.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}").says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
        assertThat(sessionFixture.connection(A).mode()).isEqualTo(ConnectionMode.MEETING);
        assertThat(workflow.calls).endsWith("aa mode started", "aa mode ended");
        device.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        assertThat(sessionFixture.connection(A).mode()).isEqualTo(ConnectionMode.WORKING);
        assertThat(device.texts).contains("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"meeting\"}");
    }

    @Test
    void theRowKnowsWhichModeHeldSinceWhenAndWhoAsked() {
        SessionFixture.DeviceFake device = sessionFixture.connect(A);
        device.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        Instant begun = sessionFixture.time.now();
        device.advance(Duration.ofSeconds(5));
        sessionFixture.sessions.switchMode(A, Optional.of(WorkMode.MEETING));
        device.settle();
        assertThat(device.texts).contains("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"working\"}")
            .endsWith("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"start\",\"mode\":\"meeting\"}");
        device.advance(Duration.ofSeconds(5));
        sessionFixture.sessions.switchMode(A, Optional.empty());
        device.settle();
        assertThat(sessionFixture.participation("aa").happened).contains("finish CONSOLE");
        device.advance(Duration.ofSeconds(5));
        device.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        device.advance(Duration.ofSeconds(5));
        sessionFixture.participation("aa").participantConnection.invited();
        device.settle();
        assertThat(workflow.calls).endsWith("aa mode started", "aa mode ended");
        device.advance(Duration.ofSeconds(5));
        device.detects("结束会议").settle();
        device.advance(Duration.ofSeconds(5));
        sessionFixture.sessions.switchMode(A, Optional.of(WorkMode.WORKING));
        device.settle();
        device.advance(Duration.ofSeconds(5));
        device.hangsUp();
        List<ModeChange> modes = sessionFixture.row(A).modes().get();
        assertThat(modes.getFirst()).isEqualTo(new ModeChange(begun, Optional.of(WorkMode.WORKING), ModeChange.Cause.DEVICE));
        assertThat(modes.stream().map(change -> change.mode().map(WorkMode::wireName).orElse("-") + " " + change.cause())).containsExactly("working DEVICE",
            "meeting CONSOLE", "- CONSOLE", "working DEVICE",
            "meeting CONSOLE", "- VOICE", "working CONSOLE", "- CONNECTION_END");
        assertThat(sessionFixture.sessions.switchMode(A, Optional.empty())).isFalse();
    }

    @Test
    void aFeatureThatFailsDisturbsNobody() {
        workflow.fails = true;
        SessionFixture.DeviceFake device = sessionFixture.connect(A);
        device.says("{\"type\":\"workflow\",\"event\":\"list\"}").says("{\"type\":\"ping\"}");
        assertThat(device.texts).containsExactly("{\"type\":\"pong\"}");
        assertThat(sessionFixture.rows("connection")).anyMatch(row -> row.contains("workflow could not be handled"));
    }

    @Test
    void aFeatureSendsToOtherDevicesThatAreOnline() {
        SessionFixture.DeviceFake first = sessionFixture.connect(A);
        sessionFixture.connect(B).says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"working\"}");
        ConnectedDevices devices = workflow.devices.orElseThrow();
        assertThat(devices.online()).containsExactly(A, B);
        assertThat(devices.mode(B)).contains(ConnectionMode.WORKING);
        assertThat(devices.send(A, new OutboundMessage.Pong())).isTrue();
        assertThat(first.texts).containsExactly("{\"type\":\"pong\"}");
        assertThat(devices.send(new DeviceId("cc"), new OutboundMessage.Pong())).isFalse();
        assertThat(devices.mode(new DeviceId("cc"))).isEmpty();
    }

    private static final class WorkflowFake implements DeviceFeature {
        final List<String> calls = new CopyOnWriteArrayList<>();
        Optional<ConnectedDevices> devices = Optional.empty();
        boolean fails;

        @Override
        public MessageFamily family() {
            return MessageFamily.WORKFLOW;
        }

        @Override
        public Optional<WorkMode> mode() {
            return Optional.of(WorkMode.WORKING);
        }

        @Override
        public void start(ConnectedDevices online) {
            devices = Optional.of(online);
        }

        @Override
        public FeatureSession open(FeatureConnection connection) {
            calls.add(connection.deviceId() + " opened");
            return new FeatureSession() {
                @Override
                public void received(InboundMessage.Family message) {
                    if (fails) {
                        throw new IllegalStateException("broken");
                    }
                    calls.add(connection.deviceId() + " " + message.summary());
                }

                @Override
                public void helloReceived() {
                    calls.add(connection.deviceId() + " hello");
                }

                @Override
                public void modeStarted() {
                    calls.add(connection.deviceId() + " mode started");
                }

                @Override
                public void modeEnded() {
                    calls.add(connection.deviceId() + " mode ended");
                }

                @Override
                public void close() {
                    calls.add(connection.deviceId() + " closed");
                }
            };
        }
    }
}
