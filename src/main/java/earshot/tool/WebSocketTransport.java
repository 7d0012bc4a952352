package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;

/// MCP over a WebSocket, one JSON-RPC message in each text: the way to the relay of xiaozhi servers, with which tools register from anywhere.
final class WebSocketTransport implements McpTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    /// The JDK's client now and then misses that a connection was cut. What is written into one that is gone fails.
    static final Duration PING_INTERVAL = Duration.ofSeconds(30);
    private static final int MAX_QUEUED = 64;
    private static final int MAX_MESSAGE_CHARS = 4 << 20;

    private final TransportListener listener;
    private final WebSocket socket;
    private final Time.Timer pings;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private int queued;
    private volatile boolean closed;

    /// Connects, and blocks meanwhile. For virtual threads.
    ///
    /// @throws IOException when the server cannot be reached, refuses, or does not answer in time
    WebSocketTransport(SharedHttpClient sharedHttpClient, URI address, TransportListener listener) throws IOException {
        this.listener = listener;
        CompletableFuture<WebSocket> opening = sharedHttpClient.client().webSocket(address).buildAsync(address, new Receiver());
        try {
            socket = sharedHttpClient.time().await(opening, CONNECT_TIMEOUT)
                .orElseThrow(() -> new ToolServerFailure.Raised(new ToolServerFailure.Failed(ToolReason.noAnswer(CONNECT_TIMEOUT))));
        } catch (CompletionException e) {
            throw new ToolServerFailure.Raised(new ToolServerFailure.Failed(
                e.getCause() instanceof WebSocketHandshakeException refused ? new ToolReason.Said("HTTP " + refused.getResponse().statusCode())
                    : ToolReason.of(ProblemReason.TOOL_SERVER_UNREACHABLE)));
        } catch (IOException e) {
            opening.thenAccept(WebSocket::abort);
            throw e;
        }
        pings = sharedHttpClient.time().every(PING_INTERVAL, () -> queue(() -> socket.sendPing(ByteBuffer.allocate(0))));
    }

    /// Queues the message, at most 64.
    @Override
    public boolean send(JsonNode message) {
        return queue(() -> socket.sendText(message.toString(), true));
    }

    private synchronized boolean queue(Supplier<CompletableFuture<WebSocket>> sending) {
        if (closed || queued >= MAX_QUEUED) {
            return false;
        }
        queued++;
        lastSend = lastSend.thenCompose(_ -> sending.get()).whenComplete((_, failure) -> sent(Optional.ofNullable(failure)));
        return true;
    }

    private void sent(Optional<Throwable> failure) {
        synchronized (this) {
            queued--;
        }
        failure.ifPresent(_ -> broken(ToolReason.of(ProblemReason.TOOL_SERVER_CUT)));
    }

    @Override
    public void close() {
        closed = true;
        pings.cancel();
        socket.abort();
    }

    private void broken(ToolReason why) {
        if (!closed) {
            closed = true;
            listener.disconnected(new ToolServerFailure.Failed(why));
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            if (message.length() + part.length() > MAX_MESSAGE_CHARS) {
                from.abort();
                broken(ToolReason.of(ProblemReason.TOOL_SERVER_MESSAGE_LARGE, "4 MB"));
                return null;
            }
            message.append(part);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                if (!closed) {
                    McpTransport.forEachMessage(whole, listener::received);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            broken(ToolReason.of(ProblemReason.TOOL_SERVER_HUNG_UP, reason.strip()));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            broken(ToolReason.of(ProblemReason.TOOL_SERVER_CUT));
        }
    }
}
