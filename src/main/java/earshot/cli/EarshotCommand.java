package earshot.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import module java.base;

import earshot.engine.Engine;
import earshot.engine.EngineModel;
import earshot.engine.EngineOptions;
import earshot.engine.EngineState;
import earshot.engine.EngineState.Phase;
import earshot.engine.ProblemEntry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.Severity;
import earshot.server.ServerAddress;
import earshot.store.HomeDirectory;
import earshot.store.HomeLock;
import earshot.time.Time;
import earshot.watch.WatchSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `earshot` itself: the console, or the engine without one. Its options about home, settings and ports apply to the subcommands, too.
@Command(name = "earshot", description = "A desktop console for xiaozhi voice devices, with the server they talk to inside.",
    mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
    footer = {"", "Without arguments the console opens. Exit codes: 0 done, 2 bad usage, 1 failed (what, why and do on standard error)."})
final class EarshotCommand implements Callable<Integer>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EarshotCommand.class);
    private static final int HIGHEST_PORT = 65_535;

    private final Time time;
    private final ConsoleHandle.Opener screens;
    private final List<String> arguments;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Spec
    private CommandSpec spec;

    @Option(names = "--headless", description = "Serve without a window; JavaFX is not loaded.")
    private boolean headless;

    @Option(names = "--home", paramLabel = "DIR", scope = INHERIT, description = "Where names, settings and logs are kept (default: as the operating system has it).")
    private Optional<Path> home = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", scope = INHERIT, description = "Settings that go before those of the home: a xiaozhi data/.config.yaml will do. Never written.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--host", paramLabel = "ADDRESS", scope = INHERIT, description = "Address to listen on (default: all).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", scope = INHERIT, description = "Port for devices, 0 for any free one (default: 8000).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", scope = INHERIT, description = "Port for HTTP and OTA, 0 for any free one (default: 8003).")
    private Optional<Integer> httpPort = Optional.empty();

    private Optional<Level> logLevel = Optional.empty();

    /// @param arguments as given, for the owner of the home
    EarshotCommand(Time time, ConsoleHandle.Opener screens, List<String> arguments) {
        this.time = time;
        this.screens = screens;
        this.arguments = arguments;
    }

    /// Holds at once: what happens before there are settings is logged by it, too.
    @Option(names = "--log-level", paramLabel = "LEVEL", scope = INHERIT, description = "What is logged: error, warn, info, debug or trace (default: info).")
    private void logLevel(Level level) {
        logLevel = Optional.of(level);
        LogConfigurator.level(level);
    }

    @Override
    public Integer call() {
        EngineOptions options = new EngineOptions(home(), config, settings(Map.of()), time);
        if (headless) {
            return serve(options);
        }
        SystemLibraryCheck.check();
        return show(options);
    }

    /// The home that is given, or that of the user.
    HomeDirectory home() {
        try {
            return home.map(HomeDirectory::new).orElseGet(() -> HomeDirectory.byConvention(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home"))));
        } catch (InvalidPathException e) {
            throw PathConverter.unusable(e);
        }
    }

    /// The options with which `demo` starts its engine: in a temporary home and on free ports, unless options say otherwise.
    EngineOptions temporaryOptions() {
        HomeDirectory passing = home.map(HomeDirectory::new).orElseGet(() -> closeLater(TemporaryHome.make()).home());
        closeLater(HomeLock.take(passing));
        return new EngineOptions(passing, config, settings(Map.of("server.port", 0, "server.http_port", 0)), time);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("cleaning up failed: {}", e.toString());
            }
        }
    }

    private Integer serve(EngineOptions options) {
        closeLater(HomeLock.take(options.home()));
        LogConfigurator.addLogFile(options.home());
        try (ShutdownHook shutdownHook = new ShutdownHook(time)) {
            while (restoring(options, shutdownHook)) {
                LOG.info("a backup is restored");
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /// Serves until the process is asked to end or a backup stands ready; returns whether it is the latter.
    private boolean restoring(EngineOptions options, ShutdownHook shutdownHook) {
        try (Engine engine = Engine.start(options); WatchSubscription _ = LogConfigurator.follow(engine.model().settings())) {
            if (engine.model().state().get().phase() == Phase.FAILED) {
                throw new ProblemException(startProblem(engine.model()));
            }
            printReady(engine.model());
            logProblems(engine.model());
            CompletableFuture.anyOf(shutdownHook.requested(), engine.restoreStaged()).join();
            return !shutdownHook.requested().isDone();
        }
    }

    private Integer show(EngineOptions options) {
        try {
            closeLater(HomeLock.take(options.home()));
        } catch (ProblemException owned) {
            if (owned.problem().code() == ProblemCode.HOME_OWNED && SingleInstance.handOverToOwner(options.home(), time, arguments)) {
                return CommandLine.ExitCode.OK;
            }
            throw owned;
        }
        LogConfigurator.addLogFile(options.home());
        AtomicReference<CompletableFuture<ConsoleHandle>> shown = new AtomicReference<>(new CompletableFuture<>());
        try (ShutdownHook shutdownHook = new ShutdownHook(time); SingleInstance _ = listenForLaterStarts(options.home(), shown)) {
            while (restoring(options, shutdownHook, shown.get())) {
                shown.set(new CompletableFuture<>());
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /// The same with a window, which is opened anew after a backup was restored.
    private boolean restoring(EngineOptions options, ShutdownHook shutdownHook, CompletableFuture<ConsoleHandle> shown) {
        try (Engine engine = Engine.start(options); WatchSubscription _ = LogConfigurator.follow(engine.model().settings())) {
            printReady(engine.model());
            ConsoleHandle consoleHandle = screens.open(engine.model(), engine::send, options.home().path());
            shown.complete(consoleHandle);
            CompletableFuture.anyOf(consoleHandle.closed(), shutdownHook.requested(), engine.restoreStaged()).join();
            if (consoleHandle.closed().isDone() || shutdownHook.requested().isDone()) {
                // on a signal do not close the window: JavaFX is shutting down by itself and would never answer
                return false;
            }
            consoleHandle.close();
            return true;
        }
    }

    private SingleInstance listenForLaterStarts(HomeDirectory home, AtomicReference<CompletableFuture<ConsoleHandle>> shown) {
        try {
            return SingleInstance.listen(home, time, later -> {
                LOG.info("started again with {}: the window comes to the front", later);
                shown.get().thenAccept(ConsoleHandle::toFront);
            });
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.HOME_UNUSABLE, home.path(), e.toString()), e);
        }
    }

    /// Prints the line that scripts wait for: the first on standard output, once.
    private void printReady(EngineModel model) {
        AtomicBoolean said = new AtomicBoolean();
        closeLater(model.state().observe(state -> {
            if (state.phase() == Phase.RUNNING && said.compareAndSet(false, true)) {
                spec.commandLine().getOut().println(ready(state, model.addresses().get()));
                spec.commandLine().getOut().flush();
            }
        })::close);
    }

    /// Without a window problems are shown in the log, each once however often it recurs.
    private void logProblems(EngineModel model) {
        AtomicLong logged = new AtomicLong(-1);
        closeLater(model.problems().observe(entries -> {
            long seen = logged.get();
            entries.stream().filter(entry -> entry.open() && entry.number() > seen).sorted(Comparator.comparingLong(ProblemEntry::number)).forEach(entry -> {
                logged.accumulateAndGet(entry.number(), Math::max);
                Problem problem = entry.problem();
                Locale locale = Locale.getDefault();
                LOG.atLevel(problem.severity() == Severity.INFO ? Level.INFO : Level.WARN)
                    .log("{} {} {}", problem.what(locale), problem.why(locale), problem.remedy(locale));
            });
        })::close);
    }

    private static String ready(EngineState state, List<ServerAddress> addresses) {
        return addresses.stream().findFirst().map(best -> "ready ws=" + best.ws() + " ota=" + best.ota())
            .orElseGet(() -> "ready ws=ws://127.0.0.1:" + state.port() + "/xiaozhi/v1/ ota=http://127.0.0.1:" + state.httpPort() + "/xiaozhi/ota/");
    }

    private static Problem startProblem(EngineModel model) {
        return model.problems().get().stream().filter(entry -> entry.open() && entry.problem().severity() == Severity.CRITICAL).findFirst()
            .map(ProblemEntry::problem).orElseGet(() -> Problem.of(ProblemCode.UNEXPECTED, "the server did not start"));
    }

    private Map<String, Object> settings(Map<String, Object> defaults) {
        Map<String, Object> settings = new LinkedHashMap<>(defaults);
        host.ifPresent(value -> settings.put("server.ip", value));
        port.ifPresent(value -> settings.put("server.port", port("--port", value)));
        logLevel.ifPresent(value -> settings.put("log.level", value.name().toLowerCase(Locale.ROOT)));
        httpPort.ifPresent(value -> settings.put("server.http_port", port("--http-port", value)));
        return settings;
    }

    private int port(String option, int value) {
        if (value < 0 || value > HIGHEST_PORT) {
            throw new ParameterException(spec.commandLine(), option + " takes 0 to " + HIGHEST_PORT + ", not " + value);
        }
        return value;
    }

    private <T extends AutoCloseable> T closeLater(T closed) {
        open.push(closed);
        return closed;
    }
}
