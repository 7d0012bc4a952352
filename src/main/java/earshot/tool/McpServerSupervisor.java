package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogTextFormatter;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import earshot.watch.MutableWatch;

/// Keeps one tool server running: starts it, lists its tools, and restarts it with an increasing pause when its connection breaks. While it
/// is not connected it has no tools. One that only forgot the session is greeted again at once, keeps its tools meanwhile, and gets the call again
/// that it did not carry out. Safe for use from any thread; no method blocks.
final class McpServerSupervisor implements ToolSource, AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    /// A connection that lasted longer than this resets the pause.
    private static final Duration STABLE_AFTER = Duration.ofMinutes(1);

    /// Lines of its output that are kept.
    private static final int MAX_OUTPUT = 100;
    /// How long a call waits until a lost session is reopened.
    private static final Duration REOPEN_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final Time time;
    private final McpTransport.TransportFactory transportFactory;
    private final ToolFilter filter;
    private final LogTextFormatter log;
    private final ProblemSink problems;
    private final Runnable changed;
    private Optional<Connection> connection = Optional.empty();
    /// Those whose session was lost, until their last call is answered.
    private final Set<Connection> retired = ConcurrentHashMap.newKeySet();
    private Duration pause = FIRST_PAUSE;
    private Optional<ToolServerFailure> failure = Optional.empty();
    /// The code of the open problem.
    private Optional<ProblemCode> raised = Optional.empty();
    /// Listed last, and offered while a lost session is reopened.
    private List<Tool> lastTools = List.of();
    private Time.Timer restartTimer = Time.Timer.NONE;
    /// Whether it is told that its list is incomplete.
    private final AtomicBoolean incomplete = new AtomicBoolean();
    private boolean listed;
    private boolean closed;
    private final MutableWatch<List<String>> output = new MutableWatch<>(List.of());

    /// @param log masks secrets in the reason that a program gives for its end
    /// @param changed runs after its tools or its state have changed
    McpServerSupervisor(String name, McpTransport.TransportFactory transportFactory, ToolFilter filter, Time time, LogTextFormatter log, ProblemSink problems,
        Runnable changed) {
        this.name = name;
        this.transportFactory = transportFactory;
        this.filter = filter;
        this.time = time;
        this.log = log;
        this.problems = problems;
        this.changed = changed;
    }

    /// Connects on a thread of its own and returns at once.
    void start() {
        Connection started = new Connection();
        synchronized (this) {
            if (closed || connection.isPresent()) {
                return;
            }
            connection = Optional.of(started);
        }
        Thread.ofVirtual().name("mcp-" + name).start(started::open);
    }

    /// Ends its connection, or the pause before the next one, and connects at once. Calls under way fail.
    void restart() {
        Optional<Connection> last;
        synchronized (this) {
            last = connection;
            connection = Optional.empty();
            listed = false;
            lastTools = List.of();
            failure = Optional.empty();
            pause = FIRST_PAUSE;
            restartTimer.cancel();
        }
        last.ifPresent(Connection::close);
        start();
        changed.run();
    }

    synchronized ToolServerStatus status() {
        return new ToolServerStatus(name,
            listed ? ToolServerStatus.Availability.READY : failure.isPresent() ? ToolServerStatus.Availability.BROKEN : ToolServerStatus.Availability.STARTING,
            list(), failure.map(why -> why.reason().argument()), output);
    }

    @Override
    public synchronized List<Tool> list() {
        List<Tool> now = connection.map(open -> open.client.list()).orElse(List.of());
        return (now.isEmpty() && connection.isPresent() ? lastTools : now).stream().filter(filter::lets).toList();
    }

    @Override
    public CompletableFuture<String> call(String tool, JsonNode arguments) {
        return call(tool, arguments, McpClient.CALL_TIMEOUT);
    }

    @Override
    public CompletableFuture<String> call(String tool, JsonNode arguments, Duration limit) {
        Connection now;
        synchronized (this) {
            if (connection.isEmpty() || !listed) {
                return CompletableFuture.failedFuture(notThere());
            }
            now = connection.get();
        }
        return limited(now.usable).thenCompose(there -> there.client.call(tool, arguments, limit))
            .exceptionallyCompose(failure -> Failures.cause(failure) instanceof McpClient.SessionLost
            ? reopened(now).thenCompose(again -> again.client.call(tool, arguments, limit)) : CompletableFuture.failedFuture(failure));
    }

    /// The connection that takes the place of one whose session was lost, once it has listed its tools.
    private CompletableFuture<Connection> reopened(Connection lost) {
        Connection fresh;
        boolean start;
        synchronized (this) {
            if (closed || connection.isEmpty()) {
                return CompletableFuture.failedFuture(notThere());
            }
            start = connection.get() == lost;
            fresh = start ? new Connection() : connection.get();
            connection = Optional.of(fresh);
        }
        if (start) {
            // its other calls are on their way and learn from it that the session is lost
            retired.add(lost);
            fresh.usable.whenComplete((_, _) -> lost.client.retire().thenRun(() -> {
                lost.close();
                retired.remove(lost);
            }));
            Thread.ofVirtual().name("mcp-" + name).start(fresh::open);
        }
        return limited(fresh.usable);
    }

    private CompletableFuture<Connection> limited(CompletableFuture<Connection> usable) {
        if (usable.isDone()) {
            return usable;
        }
        CompletableFuture<Connection> limited = usable.copy();
        Time.Timer limit = time.after(REOPEN_TIMEOUT, () -> limited.completeExceptionally(notThere()));
        limited.whenComplete((_, _) -> limit.cancel());
        return limited;
    }

    private ToolFailure notThere() {
        return new ToolFailure(ToolReason.of(ProblemReason.TOOL_SERVER_AWAY, name));
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
        retired.forEach(Connection::close);
        report(Optional.empty());
        complete();
    }

    private void connectionLost(Connection which, ToolServerFailure lost) {
        ToolServerFailure why = lost.with(which.lastWords(), log::format);
        boolean current;
        synchronized (this) {
            current = !closed && connection.filter(now -> now == which).isPresent();
            if (current) {
                connection = Optional.empty();
                listed = false;
                lastTools = List.of();
                failure = Optional.of(why);
                pause = time.nanos() - which.since > STABLE_AFTER.toNanos() ? FIRST_PAUSE : pause;
            }
        }
        // its open requests fail by this, which is no reason of its own
        which.close();
        if (current) {
            report(Optional.of(why));
            complete();
            changed.run();
            pauseBeforeRestart();
        }
    }

    /// Begins once the problem is raised, which the next connection resolves.
    private synchronized void pauseBeforeRestart() {
        if (!closed && connection.isEmpty()) {
            restartTimer.cancel();
            restartTimer = time.after(pause, this::start);
            pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.multipliedBy(2);
        }
    }

    /// Raises the problem of a failure in the place of that of the one before, or resolves it.
    private void report(Optional<ToolServerFailure> why) {
        Optional<Problem> problem = why.map(found -> found.problem(name));
        Optional<ProblemCode> before;
        synchronized (this) {
            before = raised;
            raised = problem.map(Problem::code);
        }
        before.filter(code -> problem.isEmpty() || problem.get().code() != code).ifPresent(code -> problems.resolve(code, McpServerRegistry.subject(name)));
        problem.ifPresent(problems::raise);
    }

    /// Its list is used as far as it came.
    private void incomplete(ToolReason reason) {
        incomplete.set(true);
        problems.raise(Problem.of(ProblemCode.TOOL_LIST_INCOMPLETE, McpServerRegistry.subject(name), name, reason.masked(log::format).argument()));
    }

    private void complete() {
        if (incomplete.getAndSet(false)) {
            problems.resolve(ProblemCode.TOOL_LIST_INCOMPLETE, McpServerRegistry.subject(name));
        }
    }

    private void ready(Connection which, List<Tool> tools) {
        synchronized (this) {
            if (closed || connection.filter(now -> now == which).isEmpty()) {
                return;
            }
            listed = true;
            lastTools = tools;
            failure = Optional.empty();
        }
        report(Optional.empty());
        complete();
        which.usable.complete(which);
        changed.run();
    }

    /// One connection to the server, from its start until it breaks or is closed.
    private final class Connection implements McpTransport.TransportListener, ToolListener {
        private final long since = time.nanos();
        private final McpClient client = new McpClient(time, McpClient.ServerKind.PROGRAM, this::send, this);
        /// Completes with this connection when it has tools.
        private final CompletableFuture<Connection> usable = new CompletableFuture<>();
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
                McpServerSupervisor.this.connectionLost(this, ToolServerFailure.of(e));
            } catch (IllegalArgumentException _) {
                // its message may show a key
                McpServerSupervisor.this.connectionLost(this, ToolServerFailure.of(ProblemReason.TOOL_SERVER_SIGNS));
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
            usable.completeExceptionally(notThere());
        }

        private String lastWords() {
            return transport.map(McpTransport::lastWords).orElse("");
        }

        @Override
        public void received(JsonNode message) {
            client.received(message);
        }

        @Override
        public void said(String line) {
            output.update(lines -> Stream.concat(lines.stream().skip(Math.max(0, lines.size() - MAX_OUTPUT + 1)), Stream.of(line)).toList());
        }

        @Override
        public void refused(JsonNode message, ToolReason why) {
            client.refused(message, why);
        }

        /// A call learns of it by its failure, and reopens the session; without one it is opened here.
        @Override
        public void sessionLost(Optional<JsonNode> message) {
            message.ifPresentOrElse(client::sessionLost, () -> reopened(this));
        }

        @Override
        public void disconnected(ToolServerFailure why) {
            McpServerSupervisor.this.connectionLost(this, why);
        }

        @Override
        public void listed(List<Tool> tools) {
            ready(this, tools);
        }

        /// Without any tool the server is of no use and is restarted; an incomplete list is used as far as it came.
        @Override
        public void failed(ToolReason reason) {
            if (client.list().isEmpty()) {
                McpServerSupervisor.this.connectionLost(this, new ToolServerFailure.Failed(reason));
            } else {
                incomplete(reason);
            }
        }
    }
}
