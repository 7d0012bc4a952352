package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import earshot.device.Presence;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.server.Attempt;
import earshot.wire.Outbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String PONG = "{\"type\":\"pong\"}";

    @Test
    void a_badge_is_greeted_unasked_after_the_steps_with_16_kHz() {
        List<String> steps = new ArrayList<>();
        try (Bench bench = new Bench(connection -> {
            steps.add(connection.deviceId());
            connection.send(new Outbound.ServerStats(1, List.of(connection.deviceId()), Optional.empty()));
        })) {
            Bench.Device badge = bench.badge("aa");
            assertThat(steps).containsExactly("aa");
            assertThat(badge.texts).hasSize(2);
            assertThat(badge.texts.getFirst()).contains("stats");
            assertThat(badge.texts.getLast())
                .contains("\"type\":\"hello\"", "\"transport\":\"websocket\"", "\"sample_rate\":16000", "\"frame_duration\":60", bench.connection("aa").sessionId());
            assertThat(bench.attempts).extracting(Attempt::step).containsExactly(Attempt.Step.HELLO);
        }
    }

    @Test
    void a_plain_device_hears_our_first_word_as_the_answer_to_its_hello_with_24_kHz() {
        try (Bench bench = new Bench()) {
            Bench.Device device = bench.connect("aa");
            assertThat(device.texts).isEmpty();
            device.says("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
            assertThat(device.texts).singleElement().asString().contains("\"type\":\"hello\"", "\"transport\":\"websocket\"", "\"sample_rate\":24000");
            assertThat(bench.connection("aa").hello().orElseThrow().audio()).isEqualTo("opus 16000 Hz 60 ms");
            device.says("{\"type\":\"hello\"}");
            assertThat(device.texts).as("a second hello is answered, the session stays").hasSize(2).allMatch(text -> text.contains(bench.connection("aa").sessionId()));
        }
    }

    @Test
    void tools_are_asked_for_once_when_a_hello_offers_them() {
        try (Bench bench = new Bench()) {
            Bench.Device device = bench.connect("aa");
            device.says("{\"type\":\"hello\",\"features\":{\"mcp\":true}}").says("{\"type\":\"hello\",\"features\":[\"mcp\"]}");
            assertThat(device.texts).filteredOn(text -> text.contains("\"method\":\"initialize\"")).hasSize(1);
            device.says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}}");
            device.says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"self.get_device_status\"}]}}}");
            assertThat(bench.connection("aa").tools()).isEqualTo(1);
        }
    }

    @Test
    void statistics_go_to_badges_only() {
        try (Bench bench = new Bench()) {
            Bench.Device badge = bench.badge("aa");
            Bench.Device plain = bench.connect("bb");
            bench.sessions.tellBadges(new Outbound.ServerStats(1, bench.sessions.online(), Optional.empty()));
            assertThat(badge.texts.getLast()).contains("\"event\":\"stats\"", "\"online\":[\"aa\",\"bb\"]");
            assertThat(plain.texts).isEmpty();
        }
    }

    @Test
    @DisplayName("rows 22, 43, 47: a step that throws gives the plain text 设备注册失败, the close, an ERROR with the id, and no zombie")
    void failure() {
        Registration throwing = _ -> {
            throw new IllegalStateException("the step failed");
        };
        try (Bench bench = new Bench(throwing)) {
            Bench.Device badge = bench.badge("aa");
            assertThat(badge.texts).as("not JSON, no greeting").containsExactly("设备注册失败");
            assertThat(badge.closings).singleElement().satisfies(closing -> assertThat(closing.code()).isEqualTo(1011));
            assertThat(bench.sessions.online()).isEmpty();
            assertThat(bench.log.list).anySatisfy(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.ERROR);
                assertThat(line.getFormattedMessage()).isEqualTo("设备注册失败: aa");
            });
            assertThat(bench.problems).extracting(Problem::code).containsExactly(Code.REGISTRATION_FAILED);

            badge.open = true; // even if it could still be told something
            badge.says(PING);
            assertThat(badge.texts).as("no message loop").hasSize(1);

            badge.hangsUp();
            assertThat(bench.facts("aa").presence()).isEqualTo(Presence.ASLEEP);
            assertThat(bench.facts("aa").ended().orElseThrow().rule()).isEqualTo("registration.failed");
        }
    }

    @Test
    @DisplayName("row 34, U06: a second connection takes over at once; the first is told and closed after 1.5 s, and its end removes nothing")
    void replaced() {
        try (Bench bench = new Bench()) {
            Bench.Device first = bench.badge("aa");
            Bench.Device second = bench.badge("aa");
            first.settle();
            assertThat(first.texts.getLast()).isEqualTo("{\"type\":\"system\",\"message\":\"检测到新连接，当前通道将于约1.5秒后关闭以切换到新通道\"}");
            assertThat(bench.facts("aa").leaving()).isPresent();

            first.advance(Duration.ofMillis(1499));
            assertThat(first.closings).isEmpty();
            assertThat(first.says(PING).texts.getLast()).isEqualTo(PONG);
            first.advance(Duration.ofMillis(1));
            assertThat(first.closings).hasSize(1);

            first.hangsUp();
            assertThat(bench.sessions.online()).containsExactly("aa");
            assertThat(bench.facts("aa").leaving()).isEmpty();
            assertThat(bench.facts("aa").presence()).isEqualTo(Presence.CONNECTED);
            assertThat(second.says(PING).texts.getLast()).isEqualTo(PONG);
        }
    }

    @Test
    @DisplayName("rows 34, 43: a replacing connection that fails to register leaves no route behind")
    void replacingFails() {
        boolean[] fail = {false};
        Registration step = _ -> {
            if (fail[0]) {
                throw new IllegalStateException("now");
            }
        };
        try (Bench bench = new Bench(step)) {
            bench.badge("aa");
            fail[0] = true;
            bench.badge("aa");
            assertThat(bench.sessions.online()).isEmpty();
        }
    }

    @Test
    void a_connection_that_ends_lets_go_of_everything_once_and_says_so() {
        List<String> left = new ArrayList<>();
        Registration step = new Registration() {
            @Override
            public void arrived(Connected connection) {}

            @Override
            public void left(Connected connection) {
                left.add(connection.deviceId());
                throw new IllegalStateException("does not let go");
            }
        };
        try (Bench bench = new Bench(step)) {
            Bench.Device device = bench.connect("aa");
            device.listens("start", "auto");
            bench.sessions.close("aa");
            device.settle().hangsUp();
            device.session().closed(device.closings.getFirst());
            assertThat(left).containsExactly("aa");
            assertThat(bench.logged()).filteredOn(line -> line.equals("连接资源已释放")).hasSize(1);
            assertThat(bench.logged()).contains("关闭连接时出错: does not let go");
            assertThat(bench.time.waiting()).as("no timer is left").isZero();
            assertThat(bench.sessions.live()).isZero();
            assertThat(bench.facts("aa").ended().orElseThrow().rule()).isEqualTo("closed.person");
        }
    }

    @Test
    void a_hundred_connections_come_and_talk_and_go_and_nothing_is_left_of_them() {
        try (Bench bench = new Bench()) {
            for (int i = 0; i < 100; i++) {
                Bench.Device device = bench.connect("dev-" + i % 10);
                device.says("{\"type\":\"hello\",\"features\":{\"mcp\":true}}").listens("start", "auto");
                device.session().binary(Bench.VOICE, bench.time.nanos());
                device.settle().hangsUp();
            }
            assertThat(bench.sessions.live()).isZero();
            assertThat(bench.sessions.online()).isEmpty();
            assertThat(bench.time.waiting()).isZero();
        }
    }
}
