package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import earshot.data.JsonEndFinder;
import earshot.remote.EventStreamReader;

/// A connection to a tool server that carries JSON-RPC messages, open until [#close] or until it breaks. Safe for use from any thread.
interface McpTransport extends AutoCloseable {
    /// Receives what comes over the transport. Called on the transport's threads.
    interface TransportListener {
        void received(JsonNode message);

        /// This message will get no answer; the transport still works.
        void refused(JsonNode message, ToolReason why);

        /// The server no longer knows our session, and has not carried out this message, if there is one. The transport is of no more use.
        void sessionLost(Optional<JsonNode> message);

        /// The server wrote a line for people; secrets are masked.
        default void said(String line) {}

        /// The transport is broken and will not recover.
        void disconnected(ToolServerFailure failure);
    }

    /// Queues a message and returns at once; false when the transport is closed or its queue is full.
    boolean send(JsonNode message);

    /// What the server has said last for people, which may explain why it does not answer; empty where it says nothing.
    default String lastWords() {
        return "";
    }

    /// Closes the connection. The listener is not called afterwards.
    @Override
    void close();

    /// Reads a stream of events to its end and blocks meanwhile. The sink gets the name and the data of each, and JSON that the server sends in
    /// place of events as one named `message`; any other text is ignored.
    static void forEachEvent(InputStream body, BiConsumer<String, String> sink) throws IOException {
        EventStreamReader events = new EventStreamReader(body, EventStreamReader.EventEnd.BLANK_LINE);
        for (Optional<EventStreamReader.Part> part = events.next(); part.isPresent(); part = events.next()) {
            switch (part.get()) {
                case EventStreamReader.Part.Event(String name, String data) -> sink.accept(name, data);
                case EventStreamReader.Part.ForeignText(String text) when JsonEndFinder.begins(text) -> sink.accept("message", text);
                case EventStreamReader.Part.ForeignText _ -> {}
            }
        }
    }

    /// Passes on the messages in a text, which are JSON objects, one behind the other or in an array. Anything else is ignored. Returns whether it was JSON.
    static boolean forEachMessage(String text, Consumer<JsonNode> each) {
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
            List<JsonNode> all = values.readAll();
            all.stream().flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value)).filter(JsonNode::isObject).forEach(each);
            return !all.isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    /// Opens a transport. This may block for long and runs on a virtual thread.
    interface TransportFactory {
        /// @throws IOException when the server cannot be reached
        McpTransport open(TransportListener transportListener) throws IOException;
    }
}
