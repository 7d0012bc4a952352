package earshot.tool;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.AddressSecrets;
import earshot.event.LogTextFormatter;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.store.PrivateFiles;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tool servers named in the settings files. They start in the background when tools are first asked for. From then on the files are
/// checked on every use: new servers start, removed ones stop, changed ones restart. Safe for use from any thread; no method but [#close] blocks.
public final class McpServerRegistry implements ToolSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpServerRegistry.class);
    /// Shortest time between two checks of the files.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    /// The name of the server in the settings.
    private static final String ENDPOINT = "mcp_endpoint";

    private final List<Path> files;
    private final Supplier<Optional<URI>> endpoint;
    private Optional<URI> lastEndpoint = Optional.empty();
    private final Time time;
    private final ToolProcesses toolProcesses;
    private final ProgramFinder programFinder;
    private final SharedHttpClient sharedHttpClient;
    private final Predicate<URI> ownAddress;
    private final LogTextFormatter log;
    private final ProblemSink problems;
    private final LeftOutTools leftOutTools;
    private final MutableWatch<Optional<List<ToolServerStatus>>> statuses = new MutableWatch<>(Optional.empty());
    private final AtomicBoolean reloading = new AtomicBoolean();
    private final Map<Path, Optional<String>> lastStamps = new HashMap<>();
    private volatile Map<String, RegisteredServer> registeredServers = Map.of();
    private volatile long nextPoll;
    private volatile boolean loaded;
    private volatile boolean closed;

    private record RegisteredServer(ToolServerEntry entry, Optional<McpServerSupervisor> server) {}

    /// @param files the earlier one wins where two name the same server; the first is created empty when it does not exist
    /// @param processRecord the file that names the programs that run, for the next start
    /// @param sharedHttpClient for servers reached by HTTP; owned by the caller
    /// @param endpoint read at each check
    /// @param ownAddress whether an address leads to this program itself
    public McpServerRegistry(List<Path> files, Supplier<Optional<URI>> endpoint, Path processRecord, Time time, SharedHttpClient sharedHttpClient,
            Predicate<URI> ownAddress, LogTextFormatter log, ProblemSink problems) {
        this.files = List.copyOf(files);
        this.endpoint = endpoint;
        this.time = time;
        toolProcesses = new ToolProcesses(time, processRecord);
        programFinder = ProgramFinder.ofThisComputer(time);
        this.sharedHttpClient = sharedHttpClient;
        this.ownAddress = ownAddress;
        this.log = log;
        this.problems = problems;
        leftOutTools = new LeftOutTools(problems);
    }

    /// Checks the files in the background unless they were checked a moment ago. Returns at once.
    public void refresh() {
        if (closed || loaded && time.nanos() - nextPoll < 0 || !reloading.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("mcp").start(() -> {
            try {
                reload();
            } finally {
                loaded = true;
                nextPoll = time.nanos() + POLL_INTERVAL.toNanos();
                reloading.set(false);
            }
        });
    }

    /// Restarts a server at once. False where there is none of this name, or its entry cannot be used.
    public boolean restart(String name) {
        Optional<McpServerSupervisor> server = Optional.ofNullable(registeredServers.get(name)).flatMap(RegisteredServer::server);
        server.ifPresent(McpServerSupervisor::restart);
        return server.isPresent();
    }

    /// Empty before the files were read for the first time.
    public Watch<Optional<List<ToolServerStatus>>> servers() {
        return statuses;
    }

    @Override
    public List<Tool> list() {
        refresh();
        return supervisors().stream().flatMap(server -> server.list().stream()).toList();
    }

    /// One for each server, under its name in the settings file.
    @Override
    public List<Part> parts() {
        refresh();
        List<Part> parts = new ArrayList<>();
        registeredServers.forEach((name, each) -> each.server().ifPresent(server -> parts.add(new Part(name, server))));
        return parts;
    }

    @Override
    public void leftOut(Map<String, List<String>> tools) {
        leftOutTools.report(statuses.get().orElse(List.of()), tools);
    }

    @Override
    public CompletableFuture<String> call(String name, JsonNode arguments) {
        return call(name, arguments, McpClient.CALL_TIMEOUT);
    }

    @Override
    public CompletableFuture<String> call(String name, JsonNode arguments, Duration limit) {
        return supervisors().stream().filter(server -> server.list().stream().anyMatch(tool -> tool.name().equals(name))).findFirst()
            .map(server -> server.call(name, arguments, limit))
            .orElseGet(() -> CompletableFuture.failedFuture(new ToolFailure(ToolReason.of(ProblemReason.TOOL_ABSENT, name))));
    }

    /// Ends the servers, and waits some seconds at most until their programs have ended.
    @Override
    public void close() {
        endServers();
        toolProcesses.close();
    }

    private synchronized void endServers() {
        closed = true;
        supervisors().forEach(McpServerSupervisor::close);
        registeredServers = Map.of();
        statuses.set(Optional.of(List.of()));
    }

    private List<McpServerSupervisor> supervisors() {
        return registeredServers.values().stream().flatMap(each -> each.server().stream()).toList();
    }

    private synchronized void reload() {
        Optional<URI> written = endpoint.get();
        if (closed || !filesChanged() & written.equals(lastEndpoint)) {
            return;
        }
        lastEndpoint = written;
        Map<String, ToolServerEntry> entries = new LinkedHashMap<>();
        files.forEach(file -> entries(file).forEach(entries::putIfAbsent));
        written.ifPresent(address -> entries.putIfAbsent(ENDPOINT, new ToolServerEntry.Socket(address)));
        follow(entries);
    }

    private void follow(Map<String, ToolServerEntry> written) {
        Map<String, RegisteredServer> before = registeredServers;
        Map<String, RegisteredServer> now = new LinkedHashMap<>();
        written.forEach((name, entry) -> now.put(name, Optional.ofNullable(before.get(name)).filter(known -> known.entry().equals(entry))
            .orElseGet(() -> new RegisteredServer(entry, createSupervisor(name, entry)))));
        registeredServers = now;
        before.forEach((name, old) -> {
            if (now.get(name) != old) {
                old.server().ifPresent(McpServerSupervisor::close);
                problems.resolve(ProblemCode.TOOLS_LEFT_OUT, subject(name));
                startFailure(old.entry()).ifPresent(failure -> problems.resolve(failure.problem(name).code(), subject(name)));
            }
        });
        now.forEach((name, fresh) -> {
            if (before.get(name) != fresh) {
                LOG.info("tool server {}: {}", name, fresh.entry());
                fresh.server().ifPresent(McpServerSupervisor::start);
                startFailure(fresh.entry()).ifPresent(failure -> problems.raise(failure.problem(name)));
            }
        });
        publishStatuses();
    }

    private Optional<McpServerSupervisor> createSupervisor(String name, ToolServerEntry entry) {
        return transportFactory(name, entry).map(factory -> new McpServerSupervisor(name, factory, entry.tools(), time, log, problems, this::publishStatuses));
    }

    private Optional<McpTransport.TransportFactory> transportFactory(String name, ToolServerEntry entry) {
        return switch (entry) {
            case ToolServerEntry.Program program -> Optional.of(listener ->
                new StdioTransport(name, programFinder.builder(program), program.secrets(), time, toolProcesses, listener));
            case ToolServerEntry.Http http -> Optional.of(listener -> openHttp(http, listener));
            case ToolServerEntry.Filtered(ToolServerEntry server, ToolFilter _) -> transportFactory(name, server);
            case ToolServerEntry.Socket(URI address) -> Optional.of(listener -> {
                requireElsewhere(address);
                return new WebSocketTransport(sharedHttpClient, address, listener);
            });
            case ToolServerEntry.Unusable _, ToolServerEntry.Unfilled _ -> Optional.empty();
        };
    }

    /// The transport that its entry or its address suggests, or the other one where the server does not know that.
    private McpTransport openHttp(ToolServerEntry.Http http, McpTransport.TransportListener listener) throws IOException {
        requireElsewhere(http.address());
        McpTransport.TransportFactory newer = to -> new HttpTransport(sharedHttpClient, http.address(), http.headers(), to);
        McpTransport.TransportFactory older = to -> new SseTransport(sharedHttpClient, http.address(), http.headers(), to);
        if (!http.sse()) {
            return new HttpOrSseTransport(newer, older, listener);
        }
        try {
            return older.open(listener);
        } catch (ToolServerFailure.Raised e) {
            if (e.failure() instanceof ToolServerFailure.TransportUnknown) {
                return newer.open(listener);
            }
            throw e;
        }
    }

    private void requireElsewhere(URI address) throws IOException {
        if (ownAddress.test(address)) {
            throw new ToolServerFailure.Raised(new ToolServerFailure.OwnAddress(AddressSecrets.mask(address.toString())));
        }
    }

    /// Why a server with this entry is not even started.
    private static Optional<ToolServerFailure> startFailure(ToolServerEntry entry) {
        return switch (entry) {
            case ToolServerEntry.Unusable(ToolReason why) -> Optional.of(new ToolServerFailure.Failed(why));
            case ToolServerEntry.Unfilled(Set<String> parts) -> Optional.of(new ToolServerFailure.EntryUnfilled(String.join(", ", parts)));
            case ToolServerEntry.Program _, ToolServerEntry.Http _, ToolServerEntry.Socket _, ToolServerEntry.Filtered _ -> Optional.empty();
        };
    }

    private synchronized void publishStatuses() {
        List<ToolServerStatus> all = new ArrayList<>();
        registeredServers.forEach((name, each) -> all.add(each.server().map(McpServerSupervisor::status)
            .orElseGet(() -> new ToolServerStatus(name, ToolServerStatus.Availability.BROKEN, List.of(),
                startFailure(each.entry()).map(why -> why.reason().argument())))));
        statuses.set(Optional.of(List.copyOf(all)));
    }

    /// Whether a file has changed since the last check, by size and modification time.
    private boolean filesChanged() {
        boolean any = false;
        for (Path file : files) {
            Optional<String> stamp = stamp(file);
            any |= !stamp.equals(lastStamps.put(file, stamp));
        }
        return any;
    }

    private static Optional<String> stamp(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toMillis() + ":" + Files.size(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Map<String, ToolServerEntry> entries(Path file) {
        ProblemSubject subject = new ProblemSubject.File(file.toString());
        try {
            if (!Files.exists(file)) {
                create(file);
                return Map.of();
            }
            Map<String, ToolServerEntry> entries = McpSettingsFile.read(file, name -> Optional.ofNullable(System.getenv(name)));
            problems.resolve(ProblemCode.TOOL_SERVERS_UNREADABLE, subject);
            return entries;
        } catch (IOException e) {
            problems.raise(Problem.of(ProblemCode.TOOL_SERVERS_UNREADABLE, subject, file, reason(e)));
            return Map.of();
        }
    }

    private void create(Path file) throws IOException {
        if (file.equals(files.getFirst())) {
            PrivateFiles.write(file, McpSettingsFile.EMPTY_FILE.getBytes(StandardCharsets.UTF_8));
            LOG.debug("{} was made, with no tool servers in it", file);
        }
    }

    /// The cause and the line, without the file's text: it may hold keys.
    private static String reason(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return ProblemReason.TOO_DEEP.toString();
        }
        return e instanceof JsonProcessingException json
            ? json.getOriginalMessage() + (json.getOriginalMessage().contains("character escape") ? " (in a text, a backslash is written twice)" : "")
                + Optional.ofNullable(json.getLocation()).map(at -> ", line " + at.getLineNr()).orElse("")
            : String.valueOf(e.getMessage());
    }

    static ProblemSubject subject(String name) {
        return new ProblemSubject.Setting("mcpServers." + name);
    }
}
