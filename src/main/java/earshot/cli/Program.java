package earshot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.simulator.SampleSentence;
import earshot.time.SystemTime;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Runs the program from its arguments to its exit code: 0 done, 2 bad usage, 1 failed, with a problem on standard error.
public final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final Time time;
    private final ConsoleHandle.Opener screens;
    private final PrintWriter out;
    private final PrintWriter err;

    Program(Time time, ConsoleHandle.Opener screens, PrintWriter out, PrintWriter err) {
        this.time = time;
        this.screens = screens;
        this.out = out;
        this.err = err;
    }

    /// Runs the program on this process's streams; returns when it ends.
    ///
    /// @param screens opens the console; not called where none is wanted
    /// @return the exit code
    public static int run(List<String> arguments, ConsoleHandle.Opener screens) {
        Program program = new Program(new SystemTime(), screens, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8));
        try {
            return program.run(arguments);
        } finally {
            LogConfigurator.flush();
        }
    }

    int run(List<String> arguments) {
        ConsoleHandle.Opener checked = (model, engine, home) -> {
            SystemLibraryCheck.check();
            return screens.open(model, engine, home);
        };
        try (EarshotCommand earshot = new EarshotCommand(time, checked, arguments)) {
            return new CommandLine(earshot)
                .addSubcommand(new DemoCommand(new DemoLauncher(time, earshot::temporaryOptions, checked, SampleSentence::load)))
                .addSubcommand(new SimulateCommand(time))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure))
                .execute(arguments.toArray(String[]::new));
        }
    }

    private int failed(Exception failure) {
        Optional<Problem> known = causes(failure).filter(ProblemException.class::isInstance).map(e -> ((ProblemException) e).problem()).findFirst();
        if (known.isEmpty()) {
            LOG.error("the program failed", failure);
        }
        ProblemPrinter.print(err, known.orElseGet(() -> Problem.of(ProblemCode.UNEXPECTED, failure)));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(10);
    }
}
