package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One event of the Wyoming protocol: a line of JSON, then as many bytes of further data and of sound as the line says.
public record WyomingEvent(String type, ObjectNode data, byte[] payload) {
    private static final byte[] NONE = {};

    public static WyomingEvent of(String type) {
        return new WyomingEvent(type, JSON.createObjectNode(), NONE);
    }

    /// Samples of 16 bits in one channel, or the beginning of them.
    public static WyomingEvent audio(String type, int rate, byte[] payload) {
        return new WyomingEvent(type, JSON.createObjectNode().put("rate", rate).put("width", 2).put("channels", 1), payload);
    }

    /// The bytes that are sent. The data is not in the line, as with the protocol's own library.
    byte[] bytes() {
        ObjectNode line = JSON.createObjectNode().put("type", type);
        byte[] more = data.isEmpty() ? NONE : data.toString().getBytes(StandardCharsets.UTF_8);
        if (more.length > 0) {
            line.put("data_length", more.length);
        }
        if (payload.length > 0) {
            line.put("payload_length", payload.length);
        }
        byte[] head = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + more.length + payload.length).put(head).put(more).put(payload).array();
    }
}
