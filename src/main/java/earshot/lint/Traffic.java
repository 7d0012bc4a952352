package earshot.lint;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.wire.InboundMessage;
import earshot.wire.UnwrappedFrame;

/// What passes on a connection, as the checks see it.
sealed interface Traffic {
    /// Monotonic time of it.
    long nanos();

    /// @param bytes in UTF-8
    /// @param body the message as a tree; a missing node where it is none
    record TextReceived(InboundMessage message, JsonNode body, int bytes, long nanos) implements Traffic {}

    record FrameReceived(UnwrappedFrame frame, long nanos) implements Traffic {}

    /// @param bytes in UTF-8
    /// @param body the message as a tree; a missing node where it is none
    record TextSent(JsonNode body, int bytes, long nanos) implements Traffic {
        String type() {
            return body.path("type").asText("");
        }

        boolean speech(String state) {
            return type().equals("tts") && body.path("state").asText("").equals(state);
        }
    }

    record FrameSent(UnwrappedFrame frame, long nanos) implements Traffic {}

    /// Time passed without traffic.
    record Silence(long nanos) implements Traffic {}
}
