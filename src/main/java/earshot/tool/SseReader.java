package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads server-sent events (SSE) that carry JSON-RPC messages.
final class SseReader {
    static final int MAX_EVENT_CHARS = 4 << 20;


    /// Receives one event.
    interface EventSink {
        /// @param name `message` where the event names none
        void event(String name, String data);
    }

    private SseReader() {}

    /// Reads to the end of the stream and blocks meanwhile. The data of an event may span several lines.
    static void read(InputStream body, EventSink sink) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        StringBuilder data = new StringBuilder();
        String name = "message";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    sink.event(name, data.toString().strip());
                }
                data.setLength(0);
                name = "message";
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:") && data.length() < MAX_EVENT_CHARS) {
                data.append(line.substring(5).strip()).append('\n');
            }
        }
        if (!data.isEmpty()) {
            sink.event(name, data.toString().strip());
        }
    }

    /// Passes on the messages in a text, which is one JSON object or an array of them. Anything else is ignored.
    static void forEachMessage(String text, Consumer<JsonNode> each) {
        if (text.isBlank()) {
            return;
        }
        try {
            JsonNode message = JSON.readTree(text);
            if (message.isArray()) {
                message.forEach(each);
            } else if (message.isObject()) {
                each.accept(message);
            }
        } catch (JsonProcessingException e) {
            // the exchange then ends without an answer, which the caller reports
        }
    }
}
