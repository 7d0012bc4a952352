package earshot.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtaLintTest {
    private static final String REQUEST = "{\"version\":2,\"application\":{\"version\":\"2.4.2\"},\"board\":{\"name\":\"b\"}}";
    private static final String REPLY = "{\"server_time\":{\"timestamp\":1},\"firmware\":{\"version\":\"2.4.2\",\"url\":\"\"},"
        + "\"websocket\":{\"url\":\"ws://192.168.1.5:8000/xiaozhi/v1/\",\"token\":\"\",\"version\":1}}";

    static Stream<Arguments> mistakes() {
        return Stream.of(
            arguments(LintRule.OTA_REPLY, REQUEST, 404, REPLY),
            arguments(LintRule.OTA_REPLY, REQUEST, 200, "{\"success\":false}"),
            arguments(LintRule.OTA_REPLY, REQUEST, 200, "<html>"),
            arguments(LintRule.OTA_REPLY, REQUEST, 200, REPLY.replace("{\"server_time\"", "{\"mqtt\":{},\"server_time\"")),
            arguments(LintRule.OTA_VERSION, REQUEST, 200, REPLY.replace("\"2.4.2\"", "\"v2.4.2\"")),
            arguments(LintRule.OTA_VERSION, REQUEST, 200, REPLY.replace("\"2.4.2\"", "\"2..4\"")),
            arguments(LintRule.OTA_UPGRADE, REQUEST, 200, REPLY.replace("\"2.4.2\"", "\"2.10.0\"")),
            arguments(LintRule.OTA_UPGRADE, REQUEST, 200, REPLY.replace("\"url\":\"\"}", "\"url\":\"\",\"force\":1}")),
            arguments(LintRule.OTA_ADDRESS, REQUEST, 200, REPLY.replace("ws://192.168.1.5:8000/xiaozhi/v1/", "ws://host/a:b/")),
            arguments(LintRule.OTA_ADDRESS, REQUEST, 200, REPLY.replace("ws://192.168.1.5:8000/xiaozhi/v1/", "ws://192.168.1:4:8015/")),
            arguments(LintRule.OTA_ADDRESS, REQUEST, 200, REPLY.replace("ws://192.168.1.5:8000/xiaozhi/v1/", "ws://h:8000?x=1")),
            arguments(LintRule.OTA_ADDRESS, REQUEST, 200, REPLY.replace("ws://192.168.1.5:8000/xiaozhi/v1/", "ws://[fe80::1]:8000/")),
            arguments(LintRule.OTA_ADDRESS, REQUEST, 200, REPLY.replace("ws://192.168.1.5:8000/xiaozhi/v1/", "http://h/")),
            arguments(LintRule.OTA_FIELDS, REQUEST, 200, REPLY.replace(",\"version\":1", "")),
            arguments(LintRule.OTA_BODY, "{\"board\":{\"ssid\":\"my \"wifi\"\"}}", 200, REPLY));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFoundByItsRuleAndByNoOther(LintRule rule, String request, int status, String reply) {
        assertThat(check(request, status, reply)).allSatisfy(ProtocolLintTest::toldInBothLanguages).extracting(Finding::rule).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://192.168.1.5:8000/xiaozhi/v1/", "wss://voice.example/xiaozhi/v1/", "ws://h:80/a?b=c"})
    void anAnswerAsItShouldBeBreaksNothing(String url) {
        assertThat(check(REQUEST, 200, REPLY.replace("ws://192.168.1.5:8000/xiaozhi/v1/", url))).isEmpty();
    }

    @Test
    void aLongVersionIsJudgedAsAWholeAndToldAsFarAsItFits() {
        String digits = "1.2.3.4.5.6.7.8.9.".repeat(10) + "0";
        assertThat(check(REQUEST, 200, REPLY.replace("\"version\":\"2.4.2\",\"url\":\"\"", "\"version\":\"" + digits + "\",\"url\":\"x\""))).isEmpty();
        String named = "2.4.2-" + "nightly-".repeat(8) + "\ud83d\ude00".repeat(100);
        assertThat(check(REQUEST, 200, REPLY.replace("\"2.4.2\"", '"' + named + '"'))).singleElement()
            .satisfies(finding -> assertThat(finding.seen(Locale.ENGLISH)).startsWith("version 2.4.2-" + "nightly-".repeat(8)).endsWith("\ud83d\ude00…")
                .hasSizeBetween(200, 210));
    }

    @Test
    void aDeviceThatHasItsTokenOrWaitsForOneGetsNone() {
        assertThat(check(REQUEST, 200, REPLY.replace("\"token\":\"\",", ""))).isEmpty();
    }

    @Test
    void aRequestWithoutABodyIsNone() {
        assertThat(check("", 200, REPLY)).isEmpty();
    }

    private static List<Finding> check(String request, int status, String reply) {
        return OtaLint.check(new OtaExchange(request.getBytes(StandardCharsets.UTF_8), status, reply.getBytes(StandardCharsets.UTF_8)));
    }
}
