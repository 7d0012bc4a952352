package earshot.cli;

import module java.base;

import earshot.engine.EngineOptions;
import earshot.engine.OpenedSession;
import earshot.problem.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `open`: a console over a session file. It needs neither the home nor a port, so that it works beside the Earshot that serves.
@Command(name = "open", description = {
    "Shows a session file (.earshot): devices, timeline, turns with both sounds, and problems, as they were recorded. Nothing can be changed in it.",
    "Works while another Earshot runs. Exit code 1 where the file cannot be read."}, mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
    private final Supplier<EngineOptions> options;
    private final ConsoleHandle.Opener screens;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The session file.")
    private Path file;

    OpenCommand(Supplier<EngineOptions> options, ConsoleHandle.Opener screens) {
        this.options = options;
        this.screens = screens;
    }

    /// Returns when the window is closed.
    ///
    /// @throws ProblemException when the file cannot be read
    @Override
    public Integer call() {
        EngineOptions given = options.get();
        try (OpenedSession session = OpenedSession.open(file.toAbsolutePath(), OpenedSession.windowSettings(given))) {
            session.notes().forEach(note -> Program.print(spec.commandLine().getErr(), note));
            try (ConsoleHandle window = screens.open(session.model(), session::send, given.home().path())) {
                window.closed().join();
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
