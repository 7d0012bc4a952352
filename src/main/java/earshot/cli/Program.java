package earshot.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.simulator.SampleSentence;
import earshot.time.SystemTime;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Runs the program from its arguments to its exit code: 0 done, 2 bad usage, 1 failed, with a problem on standard error.
///
/// @param screens opens the console; not called where none is wanted
/// @param halt ends the process at once after a fatal error, with its exit code; empty in a process that is not this program's alone
public record Program(Time time, ConsoleHandle.Opener screens, PrintWriter out, PrintWriter err, Optional<IntConsumer> halt) {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /// In a process that is not this program's alone.
    Program(Time time, ConsoleHandle.Opener screens, PrintWriter out, PrintWriter err) {
        this(time, screens, out, err, Optional.empty());
    }

    /// Runs the program on this process's streams; returns its exit code when it ends.
    public static int run(List<String> arguments, ConsoleHandle.Opener screens) {
        Program program = new Program(new SystemTime(), screens, terminal(System.out), terminal(System.err), Optional.of(Runtime.getRuntime()::halt));
        try {
            return program.run(arguments);
        } finally {
            LogConfigurator.flush();
        }
    }

    private static PrintWriter terminal(PrintStream stream) {
        return new PrintWriter(new EscapingWriter(new OutputStreamWriter(stream, UTF_8)), true);
    }

    int run(List<String> arguments) {
        ConsoleHandle.Opener checked = (model, engine, home) -> {
            SystemLibraryCheck.check();
            return screens.open(model, engine, home);
        };
        try (EarshotCommand earshot = new EarshotCommand(time, checked, arguments, halt)) {
            return new CommandLine(earshot)
                .addSubcommand(new DemoCommand(new DemoLauncher(time, earshot::temporaryOptions, checked, SampleSentence::load)))
                .addSubcommand(new SimulateCommand(time))
                .addSubcommand(new CheckCommand(earshot::checkedOptions))
                .addSubcommand(new TranscribeCommand(earshot::checkedOptions, time, earshot::home))
                .addSubcommand(new LintCommand())
                .addSubcommand(new ReplayCommand(time))
                .addSubcommand(new CompareCommand())
                .addSubcommand(new OpenCommand(earshot::checkedOptions, checked))
                .addSubcommand(new BackupCommand(earshot::home))
                .addSubcommand(new RestoreCommand(earshot::home, time))
                .registerConverter(Path.class, new PathConverter())
                .addSubcommand(new RestartCommand(time, earshot::home))
                .addSubcommand(new DevicesCommand(time, earshot::home))
                .addSubcommand(new MeetingsCommand(time, earshot::home))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // the escape sequences of colors would be escaped like everybody else's
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(this::refused)
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure))
                .execute(arguments.toArray(String[]::new));
        }
    }

    /// An argument that no option takes is bad usage; one that the process cannot use is a problem.
    private int refused(CommandLine.ParameterException failure, String[] arguments) {
        if (problem(failure).isPresent()) {
            return failed(failure);
        }
        err.println(ControlCharacters.escape(failure.getMessage(), "\n"));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        failure.getCommandLine().usage(err);
        return CommandLine.ExitCode.USAGE;
    }

    private static Optional<Problem> problem(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(10)
            .filter(ProblemException.class::isInstance).map(e -> ((ProblemException) e).problem()).findFirst();
    }

    private int failed(Exception failure) {
        Optional<Problem> known = problem(failure);
        if (known.isEmpty()) {
            LOG.error("the program failed", failure);
        }
        print(err, known.orElseGet(() -> Problem.of(ProblemCode.UNEXPECTED, failure)));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /// Prints what, why and do, a line each.
    static void print(PrintWriter out, Problem problem) {
        lines(problem).forEach(out::println);
        out.flush();
    }

    static List<String> lines(Problem problem) {
        return lines(problem, Locale.getDefault());
    }

    static List<String> lines(Problem problem, Locale locale) {
        return List.of(line(ProblemReason.HEADING_WHAT, problem.what(locale), locale), line(ProblemReason.HEADING_WHY, problem.why(locale), locale),
            line(ProblemReason.HEADING_DO, problem.remedy(locale), locale));
    }

    private static String line(ProblemReason heading, String words, Locale locale) {
        return ProblemReason.text(heading.toString(), locale) + ControlCharacters.escape(words);
    }
}
