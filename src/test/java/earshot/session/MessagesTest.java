package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @DisplayName("row 42: ping and keepalive get exactly one pong each")
    void heartbeats() {
        Bench.Device device = bench.connect("aa");
        device.says("{\"type\":\"ping\"}");
        assertThat(device.texts).containsExactly("{\"type\":\"pong\"}");
        device.says("{\"type\":\"keepalive\"}");
        assertThat(device.texts).containsExactly("{\"type\":\"pong\"}", "{\"type\":\"pong\"}");
    }

    @Test
    void a_bare_integer_comes_back_as_it_was() {
        assertThat(bench.connect("aa").says("1756000000123").texts).containsExactly("1756000000123");
    }

    @Test
    void what_is_no_message_is_seen_and_not_answered_and_disturbs_nobody() {
        Bench.Device odd = bench.connect("aa");
        Bench.Device other = bench.connect("bb");
        odd.says("not json").says("{\"no\":\"type\"}").says("{\"type\":5}").says("[]").says("{\"type\":\"weather\",\"x\":1}");
        assertThat(odd.texts).isEmpty();
        assertThat(odd.closings).isEmpty();
        assertThat(bench.rows("malformed")).hasSize(4);
        assertThat(bench.rows("weather")).containsExactly("unknown type weather");
        assertThat(other.says("{\"type\":\"ping\"}").texts).containsExactly("{\"type\":\"pong\"}");
    }

    @Test
    void message_families_that_are_not_served_are_refused() {
        Bench.Device device = bench.connect("aa");
        for (String family : List.of("coding", "workflow", "peer")) {
            device.says("{\"type\":\"" + family + "\",\"event\":\"list\"}");
            assertThat(device.texts.getLast()).isEqualTo("{\"type\":\"" + family + "\",\"status\":\"error\",\"code\":\"NOT_SERVED\",\"message\":\"" + family + " messages are not served\"}");
        }
        assertThat(device.says("{\"type\":\"ui.ack\",\"status\":\"ok\",\"id\":\"p-1\"}").texts).as("an acknowledgement is not answered").hasSize(3);
    }

    @Test
    @DisplayName("row 24: any config_update gets the same reply, changes nothing, and the log has keys without values")
    void configUpdate() {
        Settings before = bench.settings.get();
        Bench.Device device = bench.connect("aa");
        device.says("{\"type\":\"config_update\",\"config\":{\"volume\":\"s3cret-value\"}}").says("{\"type\":\"config_update\",\"config\":null}")
            .says("{\"type\":\"config_update\",\"config\":\"text\"}").says("{\"type\":\"config_update\"}");
        assertThat(device.texts).hasSize(4).containsOnly("{\"type\":\"config_update\",\"status\":\"ok\",\"noop\":true}");
        assertThat(bench.settings.get()).isEqualTo(before);
        assertThat(bench.logged()).anyMatch(line -> line.contains("volume")).noneMatch(line -> line.contains("s3cret-value"));
    }

    @Test
    void modes_that_are_not_served_are_refused_and_unknown_ones_too() {
        Bench.Device device = bench.connect("aa");
        for (String mode : List.of("coding", "working")) {
            device.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"" + mode + "\"}");
            assertThat(device.texts.getLast()).isEqualTo("{\"type\":\"mode\",\"status\":\"error\",\"code\":\"NOT_SERVED\",\"message\":\"" + mode + " mode is not served\"}");
            assertThat(bench.connection("aa").mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
            assertThat(bench.rows("mode")).anyMatch(row -> row.contains(mode + " mode is not built"));
            device.says("{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"" + mode + "\"}");
            assertThat(device.texts.getLast()).isEqualTo("{\"type\":\"mode\",\"status\":\"ok\",\"state\":\"end\",\"mode\":\"" + mode + "\"}");
        }

        for (String odd : new String[] {"{\"type\":\"mode\",\"state\":\"begin\",\"mode\":\"coding\"}", "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"party\"}", "{\"type\":\"mode\"}"}) {
            assertThat(device.says(odd).texts.getLast()).isEqualTo("{\"type\":\"mode\",\"status\":\"error\",\"message\":\"invalid state or mode\"}");
        }
    }

    @Test
    void server_messages_need_the_secret_or_this_computer() {
        Bench.Device far = bench.connect("aa");
        far.says("{\"type\":\"server\",\"action\":\"restart\"}");
        assertThat(far.texts.getLast()).isEqualTo("{\"type\":\"server\",\"status\":\"error\",\"message\":\"服务器密钥验证失败\"}");
        assertThat(bench.asked.what).isEmpty();

        secret("s3cret");
        far.says("{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"wrong\"}}");
        assertThat(bench.asked.what).isEmpty();
        far.says("{\"type\":\"server\",\"action\":\"update_config\",\"content\":{\"secret\":\"s3cret\"}}");
        assertThat(far.texts.getLast())
            .isEqualTo("{\"type\":\"server\",\"status\":\"success\",\"message\":\"配置更新成功\",\"content\":{\"action\":\"update_config\"}}");

        Bench.Device near = bench.connect("bb", Dialect.XIAOZHI, Framing.RAW, "127.0.0.1");
        near.says("{\"type\":\"server\",\"action\":\"restart\"}");
        assertThat(near.texts.getLast()).isEqualTo("{\"type\":\"server\",\"status\":\"success\",\"message\":\"服务器重启中...\",\"content\":{\"action\":\"restart\"}}");
        assertThat(bench.asked.what).containsExactly("update_config", "restart");
        assertThat(bench.logged()).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void a_server_action_that_fails_says_why() {
        Bench.Device near = bench.connect("bb", Dialect.XIAOZHI, Framing.RAW, "127.0.0.1");
        bench.asked.accepts = false;
        near.says("{\"type\":\"server\",\"action\":\"update_config\"}");
        assertThat(near.texts.getLast()).contains("\"status\":\"error\"", "更新服务器配置失败");
        bench.asked.fails = Optional.of(new IllegalStateException("disk full"));
        near.says("{\"type\":\"server\",\"action\":\"update_config\"}");
        assertThat(near.texts.getLast()).contains("更新配置失败: disk full");
        near.says("{\"type\":\"server\",\"action\":\"restart\"}");
        assertThat(near.texts.getLast()).isEqualTo("{\"type\":\"server\",\"status\":\"error\",\"message\":\"Restart failed: disk full\",\"content\":{\"action\":\"restart\"}}");
    }

    @Test
    void texts_that_do_not_fit_close_with_1008_flood() {
        Bench.Device device = bench.connect("aa");
        bench.asked.fails = Optional.empty();
        java.util.concurrent.CountDownLatch held = new java.util.concurrent.CountDownLatch(1);
        device.session().post(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i <= Mailbox.TEXTS; i++) {
            device.session().text("{\"type\":\"ping\"}", bench.time.nanos());
        }
        held.countDown();
        assertThat(device.closings).singleElement().satisfies(closing -> {
            assertThat(closing.code()).isEqualTo(1008);
            assertThat(closing.reason()).isEqualTo("flood");
        });
    }

    @Test
    @DisplayName("row 35: a connection that fails with 100 kB of message logs one ERROR with text and trace cut, and ends in order")
    void connectionError() {
        bench.asked.breaks = Optional.of(new AssertionError("x".repeat(100_000)));
        Bench.Device near = bench.connect("bb", Dialect.XIAOZHI, Framing.RAW, "127.0.0.1");
        near.says("{\"type\":\"server\",\"action\":\"restart\"}");
        assertThat(bench.logged()).filteredOn(line -> line.startsWith("Connection error: ")).singleElement().asString().hasSizeBetween(2000, 4100);
        assertThat(near.closings).singleElement().satisfies(closing -> assertThat(closing.code()).isEqualTo(1011));
        near.hangsUp();
        assertThat(bench.facts("bb").ended().orElseThrow().rule()).isEqualTo("internal.error");
    }

    @Test
    void the_round_trip_of_a_ping_is_shown() {
        Bench.Device device = bench.connect("aa");
        device.session().pong(12_000_000);
        device.settle();
        assertThat(bench.connection("aa").roundTrip()).contains(Duration.ofMillis(12));
    }

    private void secret(String secret) {
        bench.change(s -> new Settings(
            new Settings.Server(s.server().host(), s.server().port(), s.server().httpPort(), s.server().websocket(), s.server().advertiseIp(), s.server().auth(), Optional.of(secret)),
            s.idle(), s.listening(), s.vad(), s.speech(), s.models(), s.memory(), s.workers(), s.greeting(), s.log(), s.meetings()));
    }
}
