package earshot.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.ByteBudget;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.event.EventText;
import earshot.problem.Severity;
import earshot.time.Time;
import earshot.tool.IotThings;
import earshot.tool.McpClient;
import earshot.tool.McpExchange;
import earshot.tool.Tool;
import earshot.tool.ToolListener;
import earshot.tool.ToolReason;
import earshot.tool.ToolSource;
import earshot.wire.OutboundMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The tools that the device of one connection offers, over MCP or as IoT things. Used on the connection's thread only, but for [#exchange].
final class DeviceTools implements AutoCloseable {
    private final EventSink events;
    private final ConnectionContext connection;
    private final ByteBudget<ServerCloseReason>.Share memory;
    private final McpClient mcp;
    private final IotThings things;
    private boolean requested;
    private int count;

    /// @param memory of the connection, which keeps the tools
    DeviceTools(Time time, EventSink events, ConnectionContext connection, ByteBudget<ServerCloseReason>.Share memory) {
        this.events = events;
        this.connection = connection;
        this.memory = memory;
        mcp = new McpClient(time, McpClient.ServerKind.DEVICE,
            payload -> connection.send(new OutboundMessage.Mcp(payload, connection.sessionId())), new McpTools());
        things = new IotThings(commands -> connection.send(new OutboundMessage.Iot(commands, connection.sessionId())),
            bytes -> memory.set(ServerCloseReason.MEMORY_THINGS, bytes));
    }

    ToolSource source() {
        return mcp.and(things);
    }

    /// Asks the device for its tools, once a connection.
    void requestOnce() {
        if (!requested) {
            requested = true;
            mcp.initialize();
        }
    }

    /// Sends the device one request of MCP, on any thread. The future never fails.
    CompletableFuture<McpExchange> exchange(String method, ObjectNode params) {
        return mcp.exchange(method, params, McpClient.CALL_TIMEOUT);
    }

    void mcpReceived(JsonNode payload) {
        mcp.received(payload);
    }

    void iotReceived(JsonNode body) {
        things.received(body).forEach(wrong -> events.log(connection.deviceId(), "iot", Severity.WARNING, EventText.of(EventCode.THINGS_WRONG, wrong)));
    }

    /// How many tools the device listed over MCP.
    int count() {
        return count;
    }

    @Override
    public void close() {
        mcp.close();
    }

    private final class McpTools implements ToolListener {
        @Override
        public void listed(List<Tool> all) {
            connection.post(() -> count = all.size());
        }

        @Override
        public boolean roomFor(long bytes) {
            return memory.set(ServerCloseReason.MEMORY_TOOLS, bytes);
        }

        @Override
        public void failed(ToolReason reason) {
            events.log(connection.deviceId(), "mcp", Severity.WARNING, EventText.of(EventCode.TOOL_FAILED, reason.argument()));
        }
    }
}
