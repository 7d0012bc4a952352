package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogTextFormatter;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.time.Time;

/// Keeps one tool server running: starts it, lists its tools, and restarts it with an increasing pause when its connection breaks. While it
/// is not connected it has no tools. Safe for use from any thread; no method blocks.
final class McpServerSupervisor implements ToolSource, AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    /// A connection that lasted longer than this resets the pause.
    private static final Duration STABLE_AFTER = Duration.ofMinutes(1);

    private final String name;
    private final Time time;
    private final McpTransport.TransportFactory transportFactory;
    private final LogTextFormatter log;
    private final ProblemSink problems;
    private final Runnable changed;
    private Optional<Connection> connection = Optional.empty();
    private Duration pause = FIRST_PAUSE;
    private Optional<String> fault = Optional.empty();
    private Time.Timer restartTimer = Time.Timer.NONE;
    private boolean listed;
    private boolean closed;

    /// @param log masks secrets in the reason that a program gives for its end
    /// @param changed runs after its tools or its state have changed
    McpServerSupervisor(String name, McpTransport.TransportFactory transportFactory, Time time, LogTextFormatter log, ProblemSink problems, Runnable changed) {
        this.name = name;
        this.transportFactory = transportFactory;
        this.time = time;
        this.log = log;
        this.problems = problems;
        this.changed = changed;
    }

    /// Connects on a thread of its own and returns at once.
    void start() {
        Thread.ofVirtual().name("mcp-" + name).start(() -> {
            Connection started = new Connection();
            synchronized (this) {
                if (closed) {
                    return;
                }
                connection = Optional.of(started);
            }
            started.open();
        });
    }

    synchronized ToolServerStatus status() {
        return new ToolServerStatus(name, listed ? ToolServerStatus.Availability.READY : fault.isPresent() ? ToolServerStatus.Availability.BROKEN : ToolServerStatus.Availability.STARTING, list(), fault);
    }

    @Override
    public synchronized List<Tool> list() {
        return connection.map(now -> now.client.list()).orElse(List.of());
    }

    @Override
    public CompletableFuture<String> call(String tool, JsonNode arguments) {
        Optional<Connection> now;
        synchronized (this) {
            now = connection;
        }
        return now.map(there -> there.client.call(tool, arguments)).orElseGet(() -> CompletableFuture.failedFuture(new ToolFailure("the tool server " + name + " is not there now")));
    }

    @Override
    public void close() {
        Optional<Connection> last;
        synchronized (this) {
            closed = true;
            last = connection;
            connection = Optional.empty();
            restartTimer.cancel();
        }
        last.ifPresent(Connection::close);
        problems.resolve(ProblemCode.TOOL_SERVER_FAILED, McpServerRegistry.subject(name));
    }

    private void connectionLost(Connection which, String words) {
        String why = log.format(words);
        which.close();
        synchronized (this) {
            if (closed || connection.filter(now -> now == which).isEmpty()) {
                return;
            }
            connection = Optional.empty();
            listed = false;
            fault = Optional.of(why);
            pause = time.nanos() - which.since > STABLE_AFTER.toNanos() ? FIRST_PAUSE : pause;
            restartTimer = time.after(pause, this::start);
            pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.multipliedBy(2);
        }
        problems.raise(Problem.of(ProblemCode.TOOL_SERVER_FAILED, McpServerRegistry.subject(name), name, why));
        changed.run();
    }

    private void ready(Connection which) {
        synchronized (this) {
            if (closed || connection.filter(now -> now == which).isEmpty()) {
                return;
            }
            listed = true;
            fault = Optional.empty();
        }
        problems.resolve(ProblemCode.TOOL_SERVER_FAILED, McpServerRegistry.subject(name));
        changed.run();
    }

    /// One connection to the server, from its start until it breaks or is closed.
    private final class Connection implements McpTransport.TransportListener, ToolListener {
        private final long since = time.nanos();
        private final McpClient client = new McpClient(time, McpClient.Peer.SERVER, this::send, this);
        private volatile Optional<McpTransport> transport = Optional.empty();
        private boolean ended;

        void open() {
            try {
                McpTransport opened = transportFactory.open(this);
                transport = Optional.of(opened);
                synchronized (this) {
                    if (ended) {
                        opened.close();
                        return;
                    }
                }
                client.initialize();
            } catch (IOException e) {
                McpServerSupervisor.this.connectionLost(this, String.valueOf(e.getMessage()));
            }
        }

        private boolean send(JsonNode message) {
            return transport.map(open -> open.send(message)).orElse(false);
        }

        void close() {
            synchronized (this) {
                ended = true;
            }
            client.close();
            transport.ifPresent(McpTransport::close);
        }

        @Override
        public void received(JsonNode message) {
            client.received(message);
        }

        @Override
        public void refused(JsonNode message, String why) {
            client.refused(message, why);
        }

        @Override
        public void disconnected(String why) {
            McpServerSupervisor.this.connectionLost(this, why);
        }

        @Override
        public void listed(List<Tool> tools) {
            ready(this);
        }

        /// Without any tool the server is of no use and is restarted; an incomplete list is used as far as it came.
        @Override
        public void failed(String reason) {
            if (client.list().isEmpty()) {
                McpServerSupervisor.this.connectionLost(this, reason);
            }
        }
    }
}
