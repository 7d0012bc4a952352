package earshot.session;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.Direction;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.proof.HostileTarget;
import earshot.time.TimeFake;
import earshot.tool.McpClient;
import earshot.tool.Tool;
import earshot.tool.ToolListener;
import earshot.tool.ToolReason;
import earshot.wire.InboundMessage;
import earshot.wire.JsonMessageCodec;
import org.slf4j.LoggerFactory;

/// Text messages of devices: read and written into the timeline, handled by a connection in conversation and in a meeting, and answers of
/// tools.
public final class HostileMessages {
    private static final int LARGEST = 256 * 1024;
    private static final List<String> MESSAGES = List.of(
        "{\"type\":\"hello\",\"version\":1,\"features\":{\"mcp\":true},\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60},\"device_name\":\"a\"}",
        "{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"end the meeting.\"}", "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}",
        "{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}", "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}",
        "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"a\",\"text\":\"b\",\"speakerId\":1}]}",
        "{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"hush\"}}", "{\"type\":\"config_update\",\"a\":1}",
        "{\"type\":\"iot\",\"descriptors\":[{\"name\":\"a\",\"methods\":{\"b\":{\"parameters\":{}}}}]}",
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}}", "{\"type\":\"peer\",\"to\":[\"broadcast\"]}", "17");
    private static final List<String> ANSWERS = List.of(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"a\"}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"self.light.on\",\"description\":\"a\","
            + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}},\"annotations\":{\"audience\":[\"user\"]}}],"
            + "\"nextCursor\":\"b\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"a\"}}", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");

    private HostileMessages() {}

    public static List<HostileTarget> targets() {
        Timeline timeline = new Timeline(new TimeFake());
        LogTextFormatter logText = new LogTextFormatter(() -> 2000);
        return List.of(
            HostileTarget.ofText("JSON message", LARGEST, 15, MESSAGES, text -> {
                InboundMessage message = JsonMessageCodec.read(text);
                timeline.logMessage(new DeviceId("aa"), Direction.IN, Severity.INFO, message.type(), message.summary(), text);
                logText.format(text);
            }),
            HostileTarget.ofText("MCP answer", LARGEST, 10, ANSWERS, HostileMessages::answer),
            served("message, conversation", Optional.empty()),
            served("message, meeting", Optional.of("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}")));
    }

    private static HostileTarget served(String name, Optional<String> before) {
        ServedDevice device = new ServedDevice(before);
        return new HostileTarget(name, 64 * 1024, 2, MESSAGES, true, bytes -> device.says(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static void answer(String text) {
        McpClient client = new McpClient(new TimeFake(), McpClient.ServerKind.DEVICE, _ -> true, new ToolListener() {
            @Override
            public void listed(List<Tool> tools) {}

            @Override
            public void failed(ToolReason reason) {}
        });
        client.initialize();
        try {
            JsonNode message = JSON.readTree(text);
            client.received(message);
            client.received(message);
        } catch (JsonProcessingException e) {
            // refused where it is read
        }
    }

    /// A connection that is used for some messages and then replaced, so that what a test records of it does not grow.
    private static final class ServedDevice {
        private static final int MESSAGES_EACH = 200;

        private final Optional<String> before;
        private Optional<SessionFixture> fixture = Optional.empty();
        private SessionFixture.DeviceFake device;
        private int messages;

        ServedDevice(Optional<String> before) {
            this.before = before;
        }

        void says(String text) {
            if (messages++ % MESSAGES_EACH == 0 || !device.open) {
                renew();
            }
            device.says(text);
        }

        private void renew() {
            fixture.ifPresent(SessionFixture::close);
            SessionFixture fresh = new SessionFixture();
            for (String logger : List.of("earshot.session", "earshot.device")) {
                ((Logger) LoggerFactory.getLogger(logger)).setLevel(Level.OFF);
            }
            fixture = Optional.of(fresh);
            device = fresh.connect(new DeviceId("aa"));
            before.ifPresent(device::says);
        }
    }
}
