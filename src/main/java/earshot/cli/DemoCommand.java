package earshot.cli;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `demo`: runs the main scenario by itself, with console, server and a test device that speaks the shipped sentence. Exit code 0 when
/// every check of [DemoVerdict] passes, 1 and a problem when one fails. The files are written in both cases.
@Command(name = "demo", description = "Runs the whole job once: console, server, a test device that speaks, is understood and answered.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private final Supplier<DemoReport> job;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "earshot-demo",
        description = "Where transcript, answer, picture and reports go (default: ${DEFAULT-VALUE}).")
    private Path out;

    /// @param job runs the demo; [DemoLauncher] in the real program
    public DemoCommand(Supplier<DemoReport> job) {
        this.job = job;
    }

    /// @throws ProblemException with DEMO_FAILED when a check fails or the files cannot be written
    @Override
    public Integer call() {
        DemoReport report = job.get();
        write(report);
        PrintWriter lines = spec.commandLine().getOut();
        lines.print(report.text());
        lines.println("files    " + out.toAbsolutePath().normalize());
        lines.flush();
        List<DemoVerdict.Check> failed = report.verdict().failed();
        if (!failed.isEmpty()) {
            throw new ProblemException(Problem.of(ProblemCode.DEMO_FAILED,
                failed.stream().map(check -> check.name() + ": " + check.expected()).collect(Collectors.joining("; ")),
                failed.stream().map(DemoVerdict.Check::actual).collect(Collectors.joining("; "))));
        }
        return CommandLine.ExitCode.OK;
    }

    private void write(DemoReport report) {
        try {
            report.write(out);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.DEMO_FAILED, new ProblemSubject.File(out.toString()), "files in " + out, e.toString()), e);
        }
    }
}
