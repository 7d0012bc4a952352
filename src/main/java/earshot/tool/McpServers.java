package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogText;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.time.Time;
import earshot.tool.McpSettings.Entry;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tool servers named in the settings files. They start in the background when tools are first asked for. From then on the files are
/// checked on every use: new servers start, removed ones stop, changed ones restart. Safe for use from any thread; no method blocks.
public final class McpServers implements Tools, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpServers.class);
    /// Shortest time between two checks of the files.
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final List<Path> files;
    private final Time time;
    private final HttpClient client;
    private final LogText log;
    private final Problems problems;
    private final Cell<List<ToolServer>> shown = new Cell<>(List.of());
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Map<Path, Optional<String>> read = new HashMap<>();
    private volatile Map<String, Running> running = Map.of();
    private volatile long next;
    private volatile boolean begun;
    private volatile boolean closed;

    private record Running(Entry entry, Optional<McpServer> server) {}

    /// @param files the earlier one wins where two name the same server; the first is created empty when it does not exist
    /// @param client for servers reached by HTTP; owned by the caller
    public McpServers(List<Path> files, Time time, HttpClient client, LogText log, Problems problems) {
        this.files = List.copyOf(files);
        this.time = time;
        this.client = client;
        this.log = log;
        this.problems = problems;
    }

    /// Checks the files in the background unless they were checked a moment ago. Returns at once.
    public void wake() {
        if (closed || begun && time.nanos() - next < 0 || !looking.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("mcp").start(() -> {
            try {
                look();
            } finally {
                begun = true;
                next = time.nanos() + LOOK.toNanos();
                looking.set(false);
            }
        });
    }

    /// The state of each server, in the order of the files.
    public Watch<List<ToolServer>> servers() {
        return shown;
    }

    @Override
    public List<Tool> list() {
        wake();
        return live().stream().flatMap(server -> server.list().stream()).toList();
    }

    @Override
    public CompletableFuture<String> call(String name, JsonNode arguments) {
        return live().stream().filter(server -> server.list().stream().anyMatch(tool -> tool.name().equals(name) || tool.safeName().equals(name))).findFirst()
            .map(server -> server.call(name, arguments)).orElseGet(() -> CompletableFuture.failedFuture(new ToolFailure("no tool server offers " + name)));
    }

    /// Stops all servers.
    @Override
    public synchronized void close() {
        closed = true;
        live().forEach(McpServer::close);
        running = Map.of();
        shown.set(List.of());
    }

    private List<McpServer> live() {
        return running.values().stream().flatMap(each -> each.server().stream()).toList();
    }

    private synchronized void look() {
        if (closed || !changed()) {
            return;
        }
        Map<String, Entry> wanted = new LinkedHashMap<>();
        files.forEach(file -> entries(file).forEach(wanted::putIfAbsent));
        Map<String, Running> before = running;
        Map<String, Running> now = new LinkedHashMap<>();
        wanted.forEach((name, entry) -> now.put(name, Optional.ofNullable(before.get(name)).filter(known -> known.entry().equals(entry)).orElseGet(() -> new Running(entry, made(name, entry)))));
        running = now;
        before.forEach((name, old) -> {
            if (now.get(name) != old) {
                old.server().ifPresent(McpServer::close);
                problems.resolve(Code.TOOL_SERVER_FAILED, subject(name));
            }
        });
        now.forEach((name, fresh) -> {
            if (before.get(name) != fresh) {
                LOG.info("tool server {}: {}", name, fresh.entry());
                switch (fresh.entry()) {
                    case Entry.Unusable(String why) -> problems.raise(Problem.of(Code.TOOL_SERVER_FAILED, subject(name), name, why));
                    case Entry.Program _, Entry.Http _ -> fresh.server().ifPresent(McpServer::start);
                }
            }
        });
        show();
    }

    private Optional<McpServer> made(String name, Entry entry) {
        return switch (entry) {
            case Entry.Program program -> Optional.of(new McpServer(name, ear -> new StdioWay(name, program.command(), program.environment(), time, ear), time, log, problems, this::show));
            case Entry.Http http -> Optional.of(new McpServer(name, ear -> http.events() ? new EventsWay(client, http.address(), http.headers(), time, ear)
                : new HttpWay(client, http.address(), http.headers(), time, ear), time, log, problems, this::show));
            case Entry.Unusable _ -> Optional.empty();
        };
    }

    private synchronized void show() {
        List<ToolServer> all = new ArrayList<>();
        running.forEach((name, each) -> all.add(each.server().map(McpServer::seen).orElseGet(() -> new ToolServer(name, ToolServer.State.BROKEN, List.of(),
            each.entry() instanceof Entry.Unusable(String why) ? Optional.of(why) : Optional.empty()))));
        shown.set(List.copyOf(all));
    }

    /// Whether a file has changed since the last check, by size and modification time.
    private boolean changed() {
        boolean any = false;
        for (Path file : files) {
            Optional<String> stamp = stamp(file);
            any |= !stamp.equals(read.put(file, stamp));
        }
        return any;
    }

    private static Optional<String> stamp(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toMillis() + ":" + Files.size(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Map<String, Entry> entries(Path file) {
        Subject subject = new Subject.File(file.toString());
        try {
            if (!Files.exists(file)) {
                create(file);
                return Map.of();
            }
            Map<String, Entry> entries = McpSettings.read(file);
            problems.resolve(Code.TOOL_SERVERS_UNREADABLE, subject);
            return entries;
        } catch (IOException e) {
            problems.raise(Problem.of(Code.TOOL_SERVERS_UNREADABLE, subject, file, reason(e)));
            return Map.of();
        }
    }

    private void create(Path file) throws IOException {
        if (file.equals(files.getFirst())) {
            Files.writeString(file, McpSettings.EMPTY, StandardCharsets.UTF_8);
            read.put(file, stamp(file));
            LOG.debug("{} was made, with no tool servers in it", file);
        }
    }

    /// The cause and the line, without the file's text: it may hold keys.
    private static String reason(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException json
            ? json.getOriginalMessage() + Optional.ofNullable(json.getLocation()).map(at -> ", line " + at.getLineNr()).orElse("") : String.valueOf(e.getMessage());
    }

    static Subject subject(String name) {
        return new Subject.Setting("mcpServers." + name);
    }
}
