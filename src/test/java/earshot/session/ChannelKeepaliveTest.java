package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Firmware takes a channel for dead after 120 s without text or audio, and loses the first sentence after it.
class ChannelKeepaliveTest {
    private static final String HELLO = "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}";
    private static final String MCP_HELLO = "{\"type\":\"hello\",\"version\":1,\"features\":{\"mcp\":true},\"transport\":\"websocket\"}";
    private static final Duration ALMOST = ChannelKeepalive.INTERVAL.minusSeconds(1);

    private final SessionFixture sessionFixture = new SessionFixture();

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    @DisplayName("an idle device with MCP gets a notification, which it ignores, before its channel would be dead, again and again")
    void mcp() {
        SessionFixture.DeviceFake device = listed(sessionFixture.connect(new DeviceId("aa")).says(MCP_HELLO));
        int before = device.texts.size();
        device.advance(ALMOST);
        assertThat(device.texts).hasSize(before);
        device.advance(Duration.ofSeconds(1));
        assertThat(device.texts).hasSize(before + 1);
        assertThat(device.texts.getLast()).contains("\"type\":\"mcp\"").contains("\"method\":\"notifications/").doesNotContain("\"id\"");
        device.advance(ChannelKeepalive.INTERVAL);
        assertThat(device.texts).hasSize(before + 2);
    }

    @Test
    @DisplayName("a device without MCP, which would log an MCP message as an error, gets `tts sentence_end`, which it ignores")
    void withoutMcp() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).says(HELLO);
        device.advance(ChannelKeepalive.INTERVAL);
        assertThat(device.texts.getLast()).contains("\"type\":\"tts\"").contains("\"state\":\"sentence_end\"");
        assertThat(device.texts).noneMatch(text -> text.contains("\"type\":\"mcp\""));
    }

    @Test
    @DisplayName("what is sent anyway counts: the next frame comes that much later")
    void othersCount() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).says(HELLO);
        device.advance(ALMOST);
        device.says("{\"type\":\"ping\"}");
        int before = device.texts.size();
        device.advance(ALMOST);
        assertThat(device.texts).hasSize(before);
        device.advance(Duration.ofSeconds(1));
        assertThat(device.texts).hasSize(before + 1);
    }

    @Test
    @DisplayName("nothing is sent before the hello, to a badge, or after the end")
    void nobodyElse() {
        SessionFixture.DeviceFake silent = sessionFixture.connect(new DeviceId("aa"));
        SessionFixture.DeviceFake badge = listed(sessionFixture.connect(new DeviceId("bb"), Dialect.BADGE, Framing.RAW, "10.0.0.8").says(MCP_HELLO));
        SessionFixture.DeviceFake gone = sessionFixture.connect(new DeviceId("cc")).says(HELLO);
        gone.hangsUp();
        int badgeTexts = badge.texts.size();
        int goneTexts = gone.texts.size();
        sessionFixture.time.advance(ChannelKeepalive.INTERVAL);
        assertThat(silent.settle().texts).isEmpty();
        assertThat(badge.settle().texts).hasSize(badgeTexts);
        assertThat(gone.texts).hasSize(goneTexts);
    }

    /// Answers the requests that follow a hello, which would be sent again or fail otherwise.
    private static SessionFixture.DeviceFake listed(SessionFixture.DeviceFake device) {
        return device.says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}}")
            .says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[]}}}");
    }
}
