package earshot.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.data.LetterCase;
import earshot.engine.EngineOptions;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.process.Predecessor;
import earshot.process.Supervision;
import earshot.store.HomeDirectory;
import earshot.store.HomeLock;
import earshot.time.Time;
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
    footer = { "",
        "Without arguments the console opens. Exit codes: 0 done, 2 bad usage, 1 failed (what, why and do on standard error), "
            + "75 to be started again (--supervised), 3 after a fatal error." })
final class EarshotCommand implements Callable<Integer>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EarshotCommand.class);
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration OWNER_LIMIT = Duration.ofSeconds(5);

    private final Time time;
    private final ConsoleHandle.Opener screens;
    private final List<String> arguments;
    private final Optional<IntConsumer> halt;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Spec
    private CommandSpec spec;

    @Option(names = "--headless", description = "Serve without a window; JavaFX is not loaded.")
    private boolean headless;

    @Option(names = "--supervised",
        description = "Something starts the program again when it ends with exit code 75: a restart then ends it. systemd is recognised without it.")
    private boolean supervised;

    @Option(names = "--home", paramLabel = "DIR", scope = INHERIT,
        description = "Where names, settings and logs are kept (default: as the operating system has it).")
    private Optional<Path> home = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", scope = INHERIT,
        description = "Settings that take precedence over those of the home, such as a xiaozhi data/.config.yaml. Never written to.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--host", paramLabel = "ADDRESS", scope = INHERIT, description = "Address to listen on (default: all).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", scope = INHERIT, description = "Port for devices, 0 for any free one (default: 8000).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", scope = INHERIT, description = "Port for HTTP and OTA, 0 for any free one (default: 8003).")
    private Optional<Integer> httpPort = Optional.empty();

    @Option(names = "--record", paramLabel = "FILE", description = "Record everything to this session file from the start on, until the program ends.")
    private Optional<Path> record = Optional.empty();

    private Optional<Level> logLevel = Optional.empty();

    /// @param arguments as given, for the owner of the home and a successor
    /// @param halt ends the process after a fatal error
    EarshotCommand(Time time, ConsoleHandle.Opener screens, List<String> arguments, Optional<IntConsumer> halt) {
        this.time = time;
        this.screens = screens;
        this.arguments = arguments;
        this.halt = halt;
    }

    /// Holds at once: what happens before there are settings is logged by it, too.
    @Option(names = "--log-level", paramLabel = "LEVEL", scope = INHERIT, description = "What is logged: error, warn, info, debug or trace (default: info).")
    private void logLevel(Level level) {
        logLevel = Optional.of(level);
        LogConfigurator.level(level);
    }

    @Override
    public Integer call() {
        // bound to its functions beside what is read meanwhile: that takes long, and the engine waits for it
        Thread.ofVirtual().name("codec").start(OpusCodecs::best);
        EngineOptions options = new EngineOptions(home(), config, settings(Map.of()), time);
        Optional<Predecessor> predecessor = Predecessor.find(System.getenv());
        predecessor.ifPresent(this::closeLater);
        new Usage(spec).require(predecessor.isPresent() || record.filter(RecordingFile::exists).isEmpty(),
            "--record: " + record.map(Path::toString).orElse("") + " exists already");
        if (!headless) {
            SystemLibraryCheck.check();
        }
        Optional<ConsoleHandle.Opener> window = headless ? Optional.empty() : Optional.of(screens);
        EngineRunner runner = new EngineRunner(time, window, new EngineReport(spec.commandLine().getOut()), arguments,
            () -> supervised ? Supervision.RESTARTED : Supervision.detect(System.getenv()), halt, record);
        try {
            return runner.run(options, predecessor);
        } catch (ProblemException e) {
            if (!headless && predecessor.isEmpty() && e.problem().code() == ProblemCode.HOME_OWNED && ownerShowsItsWindow()) {
                return CommandLine.ExitCode.OK;
            }
            throw e;
        }
    }

    /// The home that is given, or that of the user.
    HomeDirectory home() {
        try {
            return home.map(HomeDirectory::new)
                .orElseGet(() -> HomeDirectory.byConvention(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home"))));
        } catch (InvalidPathException e) {
            throw PathConverter.unusable(e);
        }
    }

    /// The options with which the program would start.
    EngineOptions checkedOptions() {
        return new EngineOptions(home(), config, settings(Map.of()), time);
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

    private boolean ownerShowsItsWindow() {
        return SingleInstance.ask(home(), time, new SingleInstance.Again(arguments), OWNER_LIMIT).filter(SingleInstance.Reply::accepted).isPresent();
    }

    private Map<String, Object> settings(Map<String, Object> defaults) {
        Map<String, Object> settings = new LinkedHashMap<>(defaults);
        host.ifPresent(value -> settings.put("server.ip", value));
        port.ifPresent(value -> settings.put("server.port", port("--port", value)));
        logLevel.ifPresent(value -> settings.put("log.level", LetterCase.lower(value.name())));
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
