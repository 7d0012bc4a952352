package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;

/// A way to a server of tools, open until [#close] or until it breaks by itself. Safe for use from any thread.
interface McpWay extends AutoCloseable {
    /// What comes over a way. Called on its threads.
    interface Ear {
        void received(JsonNode message);

        /// This message will find no answer, and the way is still good.
        void refused(JsonNode message, String why);

        /// The way is broken, in one sentence.
        void broken(String why);
    }

    /// Sends a message and returns at once; false when it cannot be sent any more.
    boolean send(JsonNode message);

    /// Ends it. Nothing is heard of it afterwards.
    @Override
    void close();

    /// How a way is opened. It may take long, and runs on a virtual thread.
    interface Opening {
        /// @throws java.io.IOException when it cannot be
        McpWay open(Ear ear) throws java.io.IOException;
    }
}
