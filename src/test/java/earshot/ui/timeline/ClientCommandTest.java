package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U27: a row as a line for the shell")
class ClientCommandTest {
    private static final SequencedMap<String, String> HEADERS = new LinkedHashMap<>(Map.of("Device-Id", "aa:01"));

    @Test
    void websocatSendsEachMessageAsOneLine() {
        assertThat(ClientCommand.websocat("ws://192.168.1.20:8000/xiaozhi/v1/", HEADERS, List.of("{\"type\":\"hello\"}", "{\n  \"text\": \"it's\"\n}")))
            .isEqualTo(
                "printf '%s\\n' '{\"type\":\"hello\"}' '{\"text\":\"it'\\''s\"}' | websocat -n -H='Device-Id: aa:01' 'ws://192.168.1.20:8000/xiaozhi/v1/'");
        assertThat(ClientCommand.websocat("ws://h/", HEADERS, List.of("no\r\nJSON"))).startsWith("printf '%s\\n' 'no JSON' |");
        assertThat(ClientCommand.websocat("ws://h/", HEADERS, List.of())).as("only listens").startsWith("websocat ");
    }

    @Test
    void curlAsksForTheUpgradeAsTheDevice() {
        assertThat(ClientCommand.curl("wss://h:8000/xiaozhi/v1/", HEADERS)).startsWith("curl -i ").contains("-H 'Upgrade: websocket'", "-H 'Device-Id: aa:01'")
            .endsWith(" 'https://h:8000/xiaozhi/v1/'");
    }

    @Test
    void secretsAreMasked() {
        assertThat(ClientCommand.websocat("ws://h/?token=abcdef123", HEADERS, List.of("{\"api_key\":\"sk-123456\"}"))).doesNotContain("abcdef123", "sk-123456");
        assertThat(ClientCommand.curl("ws://h/?authorization=abcdef123", HEADERS)).doesNotContain("abcdef123");
    }
}
