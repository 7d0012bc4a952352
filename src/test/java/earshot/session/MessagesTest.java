package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.id.DeviceId;
import earshot.server.ServerSettings;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final String RESTART = "{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"s3cret\"}}";
    private static final String UPDATE = "{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"s3cret\"}}";

    private final SessionFixture sessionFixture = new SessionFixture();

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    @DisplayName("row 42: ping and keepalive get exactly one pong each")
    void heartbeats() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        device.says("{\"type\":\"ping\"}");
        assertThat(device.texts).containsExactly("{\"type\":\"pong\"}");
        device.says("{\"type\":\"keepalive\"}");
        assertThat(device.texts).containsExactly("{\"type\":\"pong\"}", "{\"type\":\"pong\"}");
    }

    @Test
    void a_bare_integer_comes_back_as_it_was() {
        assertThat(sessionFixture.connect(new DeviceId("aa")).says("1756000000123").texts).containsExactly("1756000000123");
    }

    @Test
    void what_is_no_message_is_seen_and_not_answered_and_disturbs_nobody() {
        SessionFixture.DeviceFake odd = sessionFixture.connect(new DeviceId("aa"));
        SessionFixture.DeviceFake other = sessionFixture.connect(new DeviceId("bb"));
        odd.says("not json").says("{\"no\":\"type\"}").says("{\"type\":5}").says("[]").says("{\"type\":\"weather\",\"x\":1}");
        assertThat(odd.texts).isEmpty();
        assertThat(odd.closeStatuses).isEmpty();
        assertThat(sessionFixture.rows("malformed")).hasSize(4);
        assertThat(sessionFixture.rows("weather")).containsExactly("unknown type weather");
        assertThat(other.says("{\"type\":\"ping\"}").texts).containsExactly("{\"type\":\"pong\"}");
    }

    @Test
    void message_families_that_are_not_served_are_refused() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        for (String family : List.of("coding", "workflow", "peer")) {
            device.says("{\"type\":\"" + family + "\",\"event\":\"list\"}");
            assertThat(device.texts.getLast())
                .isEqualTo("{\"type\":\"" + family + "\",\"status\":\"error\",\"code\":\"NOT_SERVED\",\"message\":\"" + family + " messages are not served\"}");
        }
        assertThat(device.says("{\"type\":\"ui.ack\",\"status\":\"ok\",\"id\":\"p-1\"}").texts).as("an acknowledgement is not answered").hasSize(3);
    }

    @Test
    @DisplayName("row 24: any config_update gets the same reply, changes nothing, and the log has keys without values")
    void configUpdate() {
        Settings before = sessionFixture.settings.get();
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        device.says("{\"type\":\"config_update\",\"config\":{\"volume\":\"s3cret-value\"}}").says("{\"type\":\"config_update\",\"config\":null}")
            .says("{\"type\":\"config_update\",\"config\":\"text\"}").says("{\"type\":\"config_update\"}");
        assertThat(device.texts).hasSize(4).containsOnly("{\"type\":\"config_update\",\"status\":\"ok\",\"noop\":true}");
        assertThat(sessionFixture.settings.get()).isEqualTo(before);
        assertThat(sessionFixture.logged()).anyMatch(line -> line.contains("volume")).noneMatch(line -> line.contains("s3cret-value"));
    }

    @Test
    void modes_that_are_not_served_are_refused_and_unknown_ones_too() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        for (String mode : List.of("coding", "working")) {
            device.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"" + mode + "\"}");
            assertThat(device.texts.getLast())
                .isEqualTo("{\"type\":\"mode\",\"status\":\"error\",\"code\":\"NOT_SERVED\",\"message\":\"" + mode + " mode is not served\"}");
            assertThat(sessionFixture.connection(new DeviceId("aa")).mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
            assertThat(sessionFixture.rows("mode")).anyMatch(row -> row.contains(mode + " mode is not served"));
            device.says("{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"" + mode + "\"}");
            assertThat(device.texts.getLast()).isEqualTo("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"" + mode + "\"}");
        }

        for (String odd : new String[] { "{\"type\":\"mode\",\"state\":\"begin\",\"mode\":\"coding\"}",
            "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"party\"}", "{\"type\":\"mode\"}" }) {
            assertThat(device.says(odd).texts.getLast()).isEqualTo("{\"type\":\"mode\",\"status\":\"error\",\"message\":\"invalid state or mode\"}");
        }
    }

    @Test
    void server_messages_need_the_secret_from_this_computer_as_well() {
        SessionFixture.DeviceFake far = sessionFixture.connect(new DeviceId("aa"));
        far.says("{\"type\":\"server\",\"action\":\"restart\"}");
        assertThat(far.texts.getLast()).isEqualTo("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        assertThat(sessionFixture.serverActionsFake.what).isEmpty();

        secret("s3cret");
        far.says("{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"wrong\"}}");
        assertThat(sessionFixture.serverActionsFake.what).isEmpty();
        far.says("{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"s3cret\"}}");
        assertThat(far.texts.getLast())
            .isEqualTo("{\"type\":\"server\",\"status\":\"success\",\"message\":\"配置更新成功\",\"content\":{\"action\":\"update_config\"}}");

        SessionFixture.DeviceFake near = sessionFixture.connect(new DeviceId("bb"), Dialect.XIAOZHI, Framing.RAW, "127.0.0.1");
        near.says("{\"type\":\"server\",\"action\":\"restart\"}");
        near.says("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"\"}}");
        assertThat(near.texts).hasSize(2).containsOnly("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        near.says(RESTART.replace("restart", "shutdown"));
        assertThat(near.texts.getLast()).isEqualTo("{\"type\":\"server\",\"status\":\"error\",\"message\":\"不支持的操作\"}");
        near.says(RESTART);
        assertThat(near.texts.getLast())
            .isEqualTo("{\"type\":\"server\",\"status\":\"success\",\"message\":\"服务器重启中...\",\"content\":{\"action\":\"restart\"}}");
        assertThat(sessionFixture.serverActionsFake.what).containsExactly("update_config", "restart");
        assertThat(sessionFixture.logged()).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void answers_to_wrong_secrets_come_later_and_later_and_the_right_one_is_answered_at_once() {
        secret("s3cret");
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        String wrong = "{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"wrong\"}}";
        for (int i = 0; i < 6; i++) {
            device.says(wrong);
        }
        assertThat(device.texts).hasSize(5);
        device.says(wrong.replace("wrong", "s3cret"));
        assertThat(device.texts).hasSize(6).last().asString().contains("success");
        sessionFixture.time.advance(Duration.ofSeconds(1));
        await().until(() -> device.texts.size() == 7);
        assertThat(device.texts.getLast()).contains("error");
    }

    @Test
    void a_server_action_that_fails_says_why() {
        secret("s3cret");
        SessionFixture.DeviceFake near = sessionFixture.connect(new DeviceId("bb"), Dialect.XIAOZHI, Framing.RAW, "127.0.0.1");
        sessionFixture.serverActionsFake.accepts = false;
        near.says(UPDATE);
        assertThat(near.texts.getLast()).contains("\"status\":\"error\"", "更新服务器配置失败");
        sessionFixture.serverActionsFake.fails = Optional.of(new IllegalStateException("disk full"));
        near.says(UPDATE);
        assertThat(near.texts.getLast()).contains("更新配置失败: disk full");
        near.says(RESTART);
        assertThat(near.texts.getLast())
            .isEqualTo("{\"type\":\"server\",\"status\":\"error\",\"message\":\"Restart failed: disk full\",\"content\":{\"action\":\"restart\"}}");
    }

    @Test
    void texts_that_do_not_fit_close_with_1008_flood() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        sessionFixture.serverActionsFake.fails = Optional.empty();
        java.util.concurrent.CountDownLatch held = new java.util.concurrent.CountDownLatch(1);
        device.session().post(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i <= Mailbox.TEXTS; i++) {
            device.session().textReceived("{\"type\":\"ping\"}", sessionFixture.time.nanos());
        }
        held.countDown();
        assertThat(device.closeStatuses).singleElement().satisfies(closeStatus -> {
            assertThat(closeStatus.code()).isEqualTo(1008);
            assertThat(closeStatus.reason()).isEqualTo("flood");
        });
    }

    @Test
    @DisplayName("row 35: a connection that fails with 100 kB of message logs one ERROR with text and trace cut, and ends in order")
    void connectionError() {
        sessionFixture.serverActionsFake.breaks = Optional.of(new AssertionError("x".repeat(100_000)));
        secret("s3cret");
        SessionFixture.DeviceFake near = sessionFixture.connect(new DeviceId("bb"), Dialect.XIAOZHI, Framing.RAW, "127.0.0.1");
        near.says(RESTART);
        assertThat(sessionFixture.logged()).filteredOn(line -> line.startsWith("Connection error: ")).singleElement().asString().hasSizeBetween(2000, 4100);
        assertThat(near.closeStatuses).singleElement().satisfies(closeStatus -> assertThat(closeStatus.code()).isEqualTo(1011));
        near.hangsUp();
        assertThat(sessionFixture.facts(new DeviceId("bb")).history().lastEnd().orElseThrow().rule()).isEqualTo("internal.error");
    }

    @Test
    void the_round_trip_of_a_ping_is_shown() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        device.session().pongReceived(12_000_000);
        device.settle();
        assertThat(sessionFixture.connection(new DeviceId("aa")).roundTrip()).contains(Duration.ofMillis(12));
    }

    private void secret(String secret) {
        ServerSettings server = ServerSettings.SECTION.defaults();
        sessionFixture.change(s -> s.with(ServerSettings.SECTION,
            new ServerSettings(server.host(), server.port(), server.httpPort(), server.websocket(), server.advertiseIp(), server.auth(), Optional.of(secret),
                server.maxConnectionsPerAddress())));
    }
}
