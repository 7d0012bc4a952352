package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import ch.qos.logback.classic.Level;
import earshot.device.Presence;
import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegistrationStepTest {
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String PONG = "{\"type\":\"pong\"}";

    @Test
    void a_badge_is_greeted_unasked_after_the_steps_with_16_kHz() {
        List<String> steps = new ArrayList<>();
        try (SessionFixture sessionFixture = new SessionFixture(connection -> {
            steps.add(connection.deviceId().value());
            connection.send(new OutboundMessage.ServerStats(1, 1, List.of(connection.deviceId()), Optional.empty()));
        })) {
            SessionFixture.DeviceFake badge = sessionFixture.badge(new DeviceId("aa"));
            assertThat(steps).containsExactly("aa");
            assertThat(badge.texts).hasSize(2);
            assertThat(badge.texts.getFirst()).contains("stats");
            assertThat(badge.texts.getLast())
                .contains("\"type\":\"hello\"", "\"transport\":\"websocket\"", "\"sample_rate\":16000", "\"frame_duration\":60",
                    sessionFixture.connection(new DeviceId("aa")).link().sessionId().value());
            assertThat(sessionFixture.attempts).extracting(ConnectionAttempt::step).containsExactly(ConnectionAttempt.Step.HELLO);
        }
    }

    @Test
    void a_plain_device_hears_our_first_word_as_the_answer_to_its_hello_with_24_kHz() {
        try (SessionFixture sessionFixture = new SessionFixture()) {
            SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
            assertThat(device.texts).isEmpty();
            device.says(
                "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
            assertThat(device.texts).singleElement().asString().contains("\"type\":\"hello\"", "\"transport\":\"websocket\"", "\"sample_rate\":24000");
            assertThat(sessionFixture.connection(new DeviceId("aa")).hello().orElseThrow().audio()).isEqualTo("opus 16000 Hz 60 ms");
            device.says("{\"type\":\"hello\"}");
            assertThat(device.texts).as("a second hello is answered, the session stays").hasSize(2)
                .allMatch(text -> text.contains(sessionFixture.connection(new DeviceId("aa")).link().sessionId().value()));
        }
    }

    @Test
    void tools_are_asked_for_once_when_a_hello_offers_them() {
        try (SessionFixture sessionFixture = new SessionFixture()) {
            SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
            device.says("{\"type\":\"hello\",\"features\":{\"mcp\":true}}").says("{\"type\":\"hello\",\"features\":[\"mcp\"]}");
            assertThat(device.texts).filteredOn(text -> text.contains("\"method\":\"initialize\"")).hasSize(1);
            device.says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}}");
            device.says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"self.get_device_status\"}]}}}");
            assertThat(sessionFixture.connection(new DeviceId("aa")).tools()).isEqualTo(1);
        }
    }

    @Test
    void statistics_go_to_badges_only() {
        try (SessionFixture sessionFixture = new SessionFixture()) {
            SessionFixture.DeviceFake badge = sessionFixture.badge(new DeviceId("aa"));
            SessionFixture.DeviceFake plain = sessionFixture.connect(new DeviceId("bb"));
            sessionFixture.sessions.broadcastToBadges(id -> new OutboundMessage.ServerStats(1, 1, List.of(id), Optional.empty()));
            assertThat(badge.texts.getLast()).contains("\"event\":\"stats\"", "\"online\":[\"aa\"]");
            assertThat(plain.texts).isEmpty();
        }
    }

    @Test
    @DisplayName("rows 22, 43, 47: a step that throws gives the plain text 设备注册失败, the close, an ERROR with the id, and no zombie")
    void failure() {
        RegistrationStep throwing = _ -> {
            throw new IllegalStateException("the step failed");
        };
        try (SessionFixture sessionFixture = new SessionFixture(throwing)) {
            SessionFixture.DeviceFake badge = sessionFixture.badge(new DeviceId("aa"));
            assertThat(badge.texts).as("not JSON, no greeting").containsExactly("设备注册失败");
            assertThat(badge.closeStatuses).singleElement().satisfies(closeStatus -> assertThat(closeStatus.code()).isEqualTo(1011));
            assertThat(sessionFixture.sessions.online()).isEmpty();
            assertThat(List.copyOf(sessionFixture.log.list)).anySatisfy(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.ERROR);
                assertThat(line.getFormattedMessage()).isEqualTo("设备注册失败: aa");
            });
            assertThat(sessionFixture.problems).extracting(Problem::code).containsExactly(ProblemCode.REGISTRATION_FAILED);

            badge.open = true; // even if it could still be told something
            badge.says(PING);
            assertThat(badge.texts).as("no message loop").hasSize(1);

            badge.hangsUp();
            assertThat(sessionFixture.facts(new DeviceId("aa")).presence()).isEqualTo(Presence.ASLEEP);
            assertThat(sessionFixture.facts(new DeviceId("aa")).history().lastEnd().orElseThrow().rule()).isEqualTo("registration.failed");
        }
    }

    @Test
    void a_connection_that_fails_while_it_opens_is_closed_and_ends() {
        try (SessionFixture sessionFixture = new SessionFixture()) {
            sessionFixture.onAttempt = _ -> {
                throw new IllegalStateException("nobody takes it");
            };
            SessionFixture.DeviceFake badge = sessionFixture.badge(new DeviceId("aa"));
            assertThat(badge.closeStatuses).singleElement().satisfies(closeStatus -> assertThat(closeStatus.code()).isEqualTo(1011));
            badge.hangsUp();
            assertThat(sessionFixture.sessions.live().get()).isZero();
            assertThat(sessionFixture.sessions.online()).isEmpty();
        }
    }

    @Test
    @DisplayName("row 34, U06: a second connection takes over at once; the first is told and closed after 1.5 s, and its end removes nothing")
    void replaced() {
        try (SessionFixture sessionFixture = new SessionFixture()) {
            SessionFixture.DeviceFake first = sessionFixture.badge(new DeviceId("aa"));
            SessionFixture.DeviceFake second = sessionFixture.badge(new DeviceId("aa"));
            first.settle();
            assertThat(first.texts.getLast()).isEqualTo("{\"type\":\"system\",\"message\":\"检测到新连接，当前通道将于约1.5秒后关闭以切换到新通道\"}");
            assertThat(sessionFixture.facts(new DeviceId("aa")).replaced()).isPresent();

            first.advance(Duration.ofMillis(1499));
            assertThat(first.closeStatuses).isEmpty();
            assertThat(first.says(PING).texts.getLast()).isEqualTo(PONG);
            first.advance(Duration.ofMillis(1));
            assertThat(first.closeStatuses).hasSize(1);

            first.hangsUp();
            assertThat(sessionFixture.sessions.online()).containsExactly(new DeviceId("aa"));
            assertThat(sessionFixture.facts(new DeviceId("aa")).replaced()).isEmpty();
            assertThat(sessionFixture.facts(new DeviceId("aa")).presence()).isEqualTo(Presence.CONNECTED);
            assertThat(second.says(PING).texts.getLast()).isEqualTo(PONG);
        }
    }

    @Test
    @DisplayName("rows 34, 43: a replacing connection that fails to register leaves no route behind")
    void replacingFails() {
        boolean[] fail = {false};
        RegistrationStep step = _ -> {
            if (fail[0]) {
                throw new IllegalStateException("now");
            }
        };
        try (SessionFixture sessionFixture = new SessionFixture(step)) {
            sessionFixture.badge(new DeviceId("aa"));
            fail[0] = true;
            sessionFixture.badge(new DeviceId("aa"));
            assertThat(sessionFixture.sessions.online()).isEmpty();
        }
    }

    @Test
    void a_connection_that_ends_lets_go_of_everything_once_and_says_so() {
        List<String> left = new ArrayList<>();
        RegistrationStep step = new RegistrationStep() {
            @Override
            public void connected(DeviceConnection connection) {}

            @Override
            public void disconnected(DeviceConnection connection) {
                left.add(connection.deviceId().value());
                throw new IllegalStateException("does not let go");
            }
        };
        try (SessionFixture sessionFixture = new SessionFixture(step)) {
            SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
            device.listens("start", "auto");
            sessionFixture.sessions.close(new DeviceId("aa"));
            device.settle().hangsUp();
            device.session().closed(device.closeStatuses.getFirst());
            assertThat(left).containsExactly("aa");
            assertThat(sessionFixture.logged()).filteredOn(line -> line.equals("连接资源已释放")).hasSize(1);
            assertThat(sessionFixture.logged()).contains("关闭连接时出错: does not let go");
            assertThat(sessionFixture.time.waiting()).as("no timer is left").isZero();
            assertThat(sessionFixture.sessions.live().get()).isZero();
            assertThat(sessionFixture.facts(new DeviceId("aa")).history().lastEnd().orElseThrow().rule()).isEqualTo("closed.person");
        }
    }

    @Test
    void a_hundred_connections_come_and_talk_and_go_and_nothing_is_left_of_them() {
        try (SessionFixture sessionFixture = new SessionFixture()) {
            for (int i = 0; i < 100; i++) {
                SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("dev-" + i % 10));
                device.says("{\"type\":\"hello\",\"features\":{\"mcp\":true}}").listens("start", "auto");
                device.session().binaryReceived(SessionFixture.VOICE, sessionFixture.time.nanos());
                device.settle().hangsUp();
            }
            assertThat(sessionFixture.sessions.live().get()).isZero();
            assertThat(sessionFixture.sessions.online()).isEmpty();
            assertThat(sessionFixture.time.waiting()).isZero();
        }
    }
}
