package earshot.lint;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.lint.BootAnalysis.StoredValue;
import earshot.server.BootExchange;
import earshot.server.SentRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U49: what a board does after the answer to its boot request")
class BootAnalysisTest {
    private static final String REQUEST = "{\"application\":{\"version\":\"2.4.2\"}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        200 | {'websocket':{'url':'ws://192.168.1.5:8000/a/','token':'','version':1}}                    | WebSocket[url=ws://192.168.1.5:8000/a/]
        200 | {'websocket':{'token':''}}                                                                 | WebSocket[url=]
        200 | {'websocket':{'url':'ws://h/'},'mqtt':{'endpoint':'m:1883'}}                               | Mqtt[endpoint=m:1883]
        200 | {'success':false}                                                                          | MqttByDefault[]
        200 | {'websocket':'ws://h/'}                                                                    | MqttByDefault[]
        404 | {'websocket':{'url':'ws://h/'}}                                                            | Unanswered[status=404]
        200 | no JSON                                                                                    | Unanswered[status=200]""")
    void whereItGoes(int status, String reply, String destination) {
        assertThat(analysis(status, reply).destination()).hasToString(destination);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {'firmware':{'version':'2.4.2','url':''}}              |
        {'firmware':{'version':'2.10.0','url':'http://h/f'}}   | 2.10.0
        {'firmware':{'version':'1.0','url':'','force':1}}      | 1.0
        {'firmware':{'version':'','url':''}}                   |
        {}                                                     |""")
    void whatItInstallsFirst(String reply, String version) {
        assertThat(analysis(200, reply).upgrade()).isEqualTo(Optional.ofNullable(version));
    }

    @Test
    void anActivationCodeIsShownFirst() {
        assertThat(analysis(200, "{'activation':{'code':'012345'},'websocket':{'url':'ws://h/'}}").activationCode()).hasValue("012345");
        assertThat(analysis(403, "{'activation':{'code':'012345'}}").activationCode()).isEmpty();
    }

    @Test
    @DisplayName("what an answer does not name keeps its old value, and what is no text or number is not stored")
    void storage() {
        BootRecord first = new BootRecord(exchange(200, "{'websocket':{'url':'ws://a/','token':'t','version':1,'on':true,'a_key_that_is_long':'x'}}"),
            Map.of());
        assertThat(BootAnalysis.of(first).stored()).containsExactly(value("websocket.url", "ws://a/", null), value("websocket.token", "t", null),
            value("websocket.version", "1", null));
        BootRecord second = first.next(exchange(200, "{'websocket':{'url':'ws://b/'},'mqtt':{'endpoint':'m'}}"));
        assertThat(BootAnalysis.of(second).stored()).containsExactly(value("websocket.url", "ws://b/", "ws://a/"), value("websocket.token", null, "t"),
            value("websocket.version", null, "1"), value("mqtt.endpoint", "m", null));
        BootRecord third = second.next(exchange(500, "{'websocket':{'url':'ws://c/'}}"));
        assertThat(BootAnalysis.of(third).stored()).as("an error stores nothing").containsExactly(value("websocket.url", null, "ws://b/"),
            value("websocket.token", null, "t"), value("websocket.version", null, "1"), value("mqtt.endpoint", null, "m"));
    }

    private static StoredValue value(String key, String written, String before) {
        return new StoredValue(key, Optional.ofNullable(written), Optional.ofNullable(before));
    }

    private static BootAnalysis analysis(int status, String reply) {
        return BootAnalysis.of(new BootRecord(exchange(status, reply), Map.of()));
    }

    private static BootExchange exchange(int status, String reply) {
        return new BootExchange(Instant.EPOCH, new SentRequest("POST /xiaozhi/ota/ HTTP/1.1", List.of()), REQUEST, status, "", reply.replace('\'', '"'));
    }
}
