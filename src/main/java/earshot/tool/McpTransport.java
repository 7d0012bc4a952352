package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// A connection to a tool server that carries JSON-RPC messages, open until [#close] or until it breaks. Safe for use from any thread.
interface McpTransport extends AutoCloseable {
    /// Receives what comes over the transport. Called on the transport's threads.
    interface TransportListener {
        void received(JsonNode message);

        /// This message will get no answer; the transport still works.
        void refused(JsonNode message, String why);

        /// The transport is broken and will not recover.
        ///
        /// @param why the reason in one sentence
        void disconnected(String why);
    }

    /// Queues a message and returns at once; false when the transport is closed or its queue is full.
    boolean send(JsonNode message);

    /// Closes the connection. The listener is not called afterwards.
    @Override
    void close();

    /// Opens a transport. This may block for long and runs on a virtual thread.
    interface TransportFactory {
        /// @throws java.io.IOException when the server cannot be reached
        McpTransport open(TransportListener transportListener) throws java.io.IOException;
    }
}
