package earshot.server;

import module java.base;

/// The rest of a streamed reply: whoever answers writes as long as the client reads.
@FunctionalInterface
public interface HttpStream {
    /// Runs on the virtual thread of the request; may wait. The connection ends when it returns.
    void write(Output to);

    /// The client, as the writer sees it. Used on one thread.
    interface Output {
        /// Sends bytes and waits until the network took them. False once the client is gone, or read nothing for some seconds: then nothing more can be sent.
        boolean send(byte[] bytes);

        /// Completes when the connection ends, from either side.
        CompletableFuture<Void> ended();
    }
}
