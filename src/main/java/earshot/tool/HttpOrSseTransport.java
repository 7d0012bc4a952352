package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// The streamable HTTP transport, or the older SSE transport in its place when the address does not know the newer one.
/// Source: MCP 2025-06-18, transports, "Backwards Compatibility".
final class HttpOrSseTransport implements McpTransport, McpTransport.TransportListener {
    private final TransportListener listener;
    private final TransportFactory older;
    private volatile McpTransport current;
    private volatile Optional<JsonNode> first = Optional.empty();
    private final AtomicBoolean replaced = new AtomicBoolean();
    private boolean closed;

    /// @throws IOException when the newer one cannot be opened
    HttpOrSseTransport(TransportFactory newer, TransportFactory older, TransportListener listener) throws IOException {
        this.listener = listener;
        this.older = older;
        current = newer.open(this);
    }

    @Override
    public boolean send(JsonNode message) {
        if (first.isEmpty()) {
            first = Optional.of(message);
        }
        return current.send(message);
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.close();
    }

    @Override
    public void received(JsonNode message) {
        listener.received(message);
    }

    @Override
    public void refused(JsonNode message, ToolReason why) {
        listener.refused(message, why);
    }

    @Override
    public void sessionLost(Optional<JsonNode> message) {
        listener.sessionLost(message);
    }

    @Override
    public void disconnected(ToolServerFailure failure) {
        boolean replace = !replaced.getAndSet(true) && failure instanceof ToolServerFailure.TransportUnknown;
        if (!replace || !replaceTransport()) {
            listener.disconnected(failure);
        }
    }

    private boolean replaceTransport() {
        try {
            McpTransport opened = older.open(this);
            synchronized (this) {
                current.close();
                current = opened;
                if (closed) {
                    opened.close();
                    return true;
                }
            }
            return first.map(opened::send).orElse(true);
        } catch (IOException _) {
            // what the newer one said is the reason
            return false;
        }
    }
}
