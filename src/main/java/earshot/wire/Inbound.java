package earshot.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// Everything a device can say in text. Reading never throws: what cannot be understood is [Malformed] or [Unrouted].
/// Sources: badge-protocol sections 2.3 to 2.14, xiaozhi-protocol sections 2 and 4.
public sealed interface Inbound {
    /// The device's greeting. Absent or odd fields take the defaults of [AudioParams#UPLINK].
    ///
    /// @param version what the device says its protocol version is, 1 when it says nothing
    /// @param mcp whether it offers tools over MCP
    /// @param aec whether it wants echo cancelling by the server, which makes it stream in realtime mode
    /// @param audio what its microphone sends
    /// @param deviceName name that browser clients give themselves
    /// @param textFont the `text_font` object of current firmware
    record Hello(int version, boolean mcp, boolean aec, AudioParams audio, Optional<String> deviceName, Optional<JsonNode> textFont) implements Inbound {}

    /// `ping` or `keepalive`: answered by a pong, goes no further.
    record Heartbeat() implements Inbound {}

    /// @param mode stored on the connection when present, also when the message itself is ignored
    record Listen(State state, Optional<ListenMode> mode, Optional<String> text) implements Inbound {
        public enum State { START, STOP, DETECT }
    }

    record Abort(Optional<String> reason) implements Inbound {}

    /// Enter or leave a work mode; the words are as sent, judged by who handles them.
    record Mode(String state, String mode) implements Inbound {}

    /// A request to the server itself. The secret is never logged.
    record ServerAction(String action, Optional<String> secret) implements Inbound {
        @Override
        public String toString() {
            return "ServerAction[action=" + action + "]";
        }
    }

    /// The old configuration message: answered, never applied. Only the key names are kept.
    record ConfigUpdate(List<String> keys) implements Inbound {}

    /// The JSON-RPC payload of an `mcp` message.
    record Mcp(JsonNode payload) implements Inbound {}

    /// Legacy descriptors and states of things.
    record Iot(JsonNode body) implements Inbound {}

    record Goodbye() implements Inbound {}

    /// A bare JSON integer, echoed back as it came.
    record Number(String literal) implements Inbound {}

    /// A well-formed message of a type that nothing here serves.
    record Unrouted(String type, JsonNode body) implements Inbound {}

    /// Something that is no message.
    ///
    /// @param reason one English sentence: what was wrong and where
    record Malformed(String reason) implements Inbound {}
}
