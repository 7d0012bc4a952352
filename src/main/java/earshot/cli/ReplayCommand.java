package earshot.cli;

import module java.base;

import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.engine.EngineOptions;
import earshot.id.DeviceId;
import earshot.problem.ProblemException;
import earshot.replay.ComparisonReport;
import earshot.replay.Difference;
import earshot.replay.EngineReplay;
import earshot.replay.OtaReplay;
import earshot.replay.OutsideAddresses;
import earshot.replay.ReplayDevices;
import earshot.replay.ReplayTarget;
import earshot.replay.ReplayComparison;
import earshot.replay.SessionReplay;
import earshot.time.Time;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `replay`: plays the recorded device of a session file once more and compares what the server says.
@Command(name = "replay", description = {
    "Plays the recorded device of a session file against a xiaozhi server, as it was recorded, and compares what the server says.",
    "Without --url: against an engine of its own with the recorded settings; its turns and the rows of its timeline are compared, too.",
    "Exit code 0 where it is the same, 1 where it differs, 2 where it could not be played."}, mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final double FASTEST = 100;
    private static final String OWN = "own";
    private static final int MOST_LISTED = 20;
    private static final int MOST_SHOWN = 200;

    private final Time time;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The session file.")
    private Path file;

    @Option(names = "--url", paramLabel = "URL",
        description = "WebSocket address of the server, for example ws://192.168.1.5:8000. Without a path the recorded one is used.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--ota", paramLabel = "URL", description = {
        "Also sends the recorded boot requests (OTA) there and compares the answers, for example http://192.168.1.5:8003/xiaozhi/ota/.",
        "Without --url: own, for the engine of its own."})
    private Optional<String> ota = Optional.empty();

    @Option(names = "--speed", paramLabel = "N", defaultValue = "1",
        description = "How many times faster than recorded (default: 1). Servers may refuse sound that comes faster than a person speaks.")
    private double speed;

    @Option(names = "--device", paramLabel = "ID", description = "Which device of the file; needed where it holds several.")
    private Optional<String> device = Optional.empty();

    @Mixin
    private ServerCredentials credentials;

    @Option(names = "--allow-addresses", description = {"Without --url: lets the engine connect to the providers whose addresses stand in the file.",
        "Whoever made the file chose them: a file that names some is not played without this option."})
    private boolean addressesAllowed;

    @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "30", description = "How much longer than recorded an answer may take (default: 30).")
    private int patience;

    @Option(names = "--json", description = "Print the comparison as JSON.")
    private boolean json;

    ReplayCommand(Time time) {
        this.time = time;
    }

    @Override
    public Integer call() {
        Usage usage = new Usage(spec);
        usage.require(speed > 0 && speed <= FASTEST, "--speed takes more than 0, at most " + (int) FASTEST);
        usage.require(patience >= 1, "--patience takes 1 or more seconds");
        credentials.check(usage);
        url.ifPresent(address -> usage.requireAddress("--url", address, "ws"));
        usage.require(url.isPresent() || ota.filter(address -> !address.equals(OWN)).isEmpty(), "--ota takes " + OWN + " where there is no --url");
        ota.filter(_ -> url.isPresent()).ifPresent(address -> usage.requireAddress("--ota", address, "http"));
        try {
            SessionFile recording = SessionFileReader.read(file);
            DeviceId played = RecordedDeviceChoice.choose(recording, device, spec.commandLine());
            if (ota.isPresent() && OtaReplay.requests(recording, played).isEmpty()) {
                spec.commandLine().getErr().println("note: no boot request of this device is in the file");
            }
            ComparisonReport report = url.isPresent() ? against(url.get(), recording, played) : againstOwnEngine(recording, played);
            print(report, recording);
            return report.equal() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (ProblemException e) {
            Program.print(spec.commandLine().getErr(), e.problem());
        } catch (IOException e) {
            spec.commandLine().getErr().println(ControlCharacters.escape("cannot be played: " + e.getMessage()));
        }
        return CommandLine.ExitCode.USAGE;
    }

    private ComparisonReport against(String server, SessionFile recording, DeviceId played) throws IOException {
        var connections = ReplayDevices.connections(recording, played);
        List<Difference> boot = ota.isPresent() ? OtaReplay.play(time, ota.get(), credentials.trust(), recording, played) : List.of();
        SessionReplay.Run run = SessionReplay.play(time,
            new ReplayTarget(server, credentials.token(), credentials.trust(), speed, Duration.ofSeconds(patience)), connections);
        ComparisonReport report = ReplayComparison.compare(connections, run.connections(), run.stuck()).with(boot);
        return speed > 1 ? report.ofFasterSound() : report;
    }

    private ComparisonReport againstOwnEngine(SessionFile recording, DeviceId played) throws IOException {
        Map<String, Object> settings = EngineReplay.settings(recording.manifest(), speed);
        requireTrusted(settings);
        try (TemporaryHome home = TemporaryHome.make()) {
            EngineOptions options = new EngineOptions(home.home(), Optional.empty(), settings, time);
            return EngineReplay.run(options, recording, played, speed, Duration.ofSeconds(patience), ota.isPresent());
        }
    }

    private void print(ComparisonReport report, SessionFile recording) {
        PrintWriter out = spec.commandLine().getOut();
        recording.notes().forEach(note -> spec.commandLine().getErr().println(ControlCharacters.escape("note: " + note.what(Locale.getDefault()))));
        spec.commandLine().getErr().flush();
        out.print(json ? report.json().toPrettyString() + "\n" : report.text());
        out.flush();
    }

    /// A file from a stranger must not choose whom this computer contacts.
    private void requireTrusted(Map<String, Object> settings) {
        SortedMap<String, String> addresses = addressesAllowed ? Collections.emptySortedMap() : OutsideAddresses.of(settings);
        String list = addresses.entrySet().stream().limit(MOST_LISTED)
            .map(one -> "  " + ControlCharacters.escape(TextLimit.cut(one.getKey() + ": " + one.getValue(), MOST_SHOWN)) + "\n").collect(Collectors.joining());
        new Usage(spec).require(addresses.isEmpty(),
            "nothing was played: by its settings this file makes the engine connect to addresses that whoever made it chose:\n" + list
            + "If you trust them, add --allow-addresses. With --url it is played against a server of yours, and nothing else is contacted.");
    }
}
