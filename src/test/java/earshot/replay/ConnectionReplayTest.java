package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionReplayTest {
    @Test
    void onlyWhatIsNamedAsASessionIdIsReplaced() {
        assertThat(
            ConnectionReplay.withSession("{\"session_id\":\"s\",\"type\":\"listen\",\"text\":\"s\",\"sessionId\" : \"s\",\"session_id\":\"st\"}", "s", "new$1"))
            .isEqualTo("{\"session_id\":\"new$1\",\"type\":\"listen\",\"text\":\"s\",\"sessionId\" : \"new$1\",\"session_id\":\"st\"}");
        assertThat(ConnectionReplay.withSession("{\"session_id\":\"a.b\",\"x\":\"a.b\"}", "a.b", "c")).isEqualTo("{\"session_id\":\"c\",\"x\":\"a.b\"}");
        assertThat(ConnectionReplay.withSession("no json", "no", "c")).isEqualTo("no json");
    }
}
