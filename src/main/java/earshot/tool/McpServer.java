package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogText;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Keeps one tool server running: starts it, lists its tools, and restarts it with an increasing pause when its connection breaks. While it
/// is not connected it has no tools. Safe for use from any thread; no method blocks.
final class McpServer implements Tools, AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /// A connection that lasted longer than this resets the pause.
    private static final Duration LIVED = Duration.ofMinutes(1);

    private final String name;
    private final Time time;
    private final McpWay.Opening opening;
    private final LogText log;
    private final Problems problems;
    private final Runnable changed;
    private Optional<Life> life = Optional.empty();
    private Duration pause = FIRST_PAUSE;
    private Optional<String> fault = Optional.empty();
    private Time.Timer again = Time.Timer.NONE;
    private boolean listed;
    private boolean closed;

    /// @param log masks secrets in the reason that a program gives for its end
    /// @param changed runs after its tools or its state have changed
    McpServer(String name, McpWay.Opening opening, Time time, LogText log, Problems problems, Runnable changed) {
        this.name = name;
        this.opening = opening;
        this.time = time;
        this.log = log;
        this.problems = problems;
        this.changed = changed;
    }

    /// Connects on a thread of its own and returns at once.
    void start() {
        Thread.ofVirtual().name("mcp-" + name).start(() -> {
            Life born = new Life();
            synchronized (this) {
                if (closed) {
                    return;
                }
                life = Optional.of(born);
            }
            born.begin();
        });
    }

    /// Its state as the console shows it.
    synchronized ToolServer seen() {
        return new ToolServer(name, listed ? ToolServer.State.READY : fault.isPresent() ? ToolServer.State.BROKEN : ToolServer.State.STARTING, list(), fault);
    }

    @Override
    public synchronized List<Tool> list() {
        return life.map(now -> now.client.list()).orElse(List.of());
    }

    @Override
    public CompletableFuture<String> call(String tool, JsonNode arguments) {
        Optional<Life> now;
        synchronized (this) {
            now = life;
        }
        return now.map(there -> there.client.call(tool, arguments)).orElseGet(() -> CompletableFuture.failedFuture(new ToolFailure("the tool server " + name + " is not there now")));
    }

    @Override
    public void close() {
        Optional<Life> last;
        synchronized (this) {
            closed = true;
            last = life;
            life = Optional.empty();
            again.cancel();
        }
        last.ifPresent(Life::end);
        problems.resolve(Code.TOOL_SERVER_FAILED, McpServers.subject(name));
    }

    private void broken(Life which, String words) {
        String why = log.of(words);
        which.end();
        synchronized (this) {
            if (closed || life.filter(now -> now == which).isEmpty()) {
                return;
            }
            life = Optional.empty();
            listed = false;
            fault = Optional.of(why);
            pause = time.nanos() - which.since > LIVED.toNanos() ? FIRST_PAUSE : pause;
            again = time.after(pause, this::start);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        problems.raise(Problem.of(Code.TOOL_SERVER_FAILED, McpServers.subject(name), name, why));
        changed.run();
    }

    private void well(Life which) {
        synchronized (this) {
            if (closed || life.filter(now -> now == which).isEmpty()) {
                return;
            }
            listed = true;
            fault = Optional.empty();
        }
        problems.resolve(Code.TOOL_SERVER_FAILED, McpServers.subject(name));
        changed.run();
    }

    /// One connection to the server, from its start until it breaks or is closed.
    private final class Life implements McpWay.Ear, ToolListener {
        private final long since = time.nanos();
        private final McpClient client = new McpClient(time, McpClient.Peer.SERVER, this::send, this);
        private volatile Optional<McpWay> way = Optional.empty();
        private boolean over;

        void begin() {
            try {
                McpWay opened = opening.open(this);
                way = Optional.of(opened);
                synchronized (this) {
                    if (over) {
                        opened.close();
                        return;
                    }
                }
                client.open();
            } catch (IOException e) {
                McpServer.this.broken(this, String.valueOf(e.getMessage()));
            }
        }

        private boolean send(JsonNode message) {
            return way.map(open -> open.send(message)).orElse(false);
        }

        void end() {
            synchronized (this) {
                over = true;
            }
            client.close();
            way.ifPresent(McpWay::close);
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
        public void broken(String why) {
            McpServer.this.broken(this, why);
        }

        @Override
        public void listed(List<Tool> tools) {
            well(this);
        }

        /// Without any tool the server is of no use and is restarted; an incomplete list is used as far as it came.
        @Override
        public void failed(String reason) {
            if (client.list().isEmpty()) {
                McpServer.this.broken(this, reason);
            }
        }
    }
}
