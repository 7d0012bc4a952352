package earshot.cli;

import module java.base;

import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.id.DeviceId;
import earshot.problem.ProblemException;
import earshot.replay.ComparisonReport;
import earshot.replay.ReplayDevices;
import earshot.replay.ReplayComparison;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `compare`: in what a server said otherwise in a second recording.
@Command(name = "compare", description = { "Compares what the server said in two session files, as replay does.",
    "Exit code 0 where it is the same, 1 where it differs, 2 where a file cannot be read." }, mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "The first session file.")
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "The second session file.")
    private Path after;

    @Option(names = "--device", paramLabel = "ID",
        description = "Which device; needed where a file holds several. Where each holds one they need not be the same.")
    private Optional<String> device = Optional.empty();

    @Option(names = "--json", description = "Print the comparison as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            SessionFile first = SessionFileReader.read(before);
            SessionFile second = SessionFileReader.read(after);
            DeviceId ofFirst = RecordedDeviceChoice.choose(first, device, spec.commandLine());
            DeviceId ofSecond = RecordedDeviceChoice.choose(second, device, spec.commandLine());
            ComparisonReport report = ReplayComparison.compare(ReplayDevices.connections(first, ofFirst),
                ReplayDevices.connections(second, ofSecond), Map.of());
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? report.json().toPrettyString() + "\n" : report.text());
            out.flush();
            return report.equal() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (ProblemException e) {
            Program.print(spec.commandLine().getErr(), e.problem());
            return CommandLine.ExitCode.USAGE;
        }
    }
}
