package earshot.cli;

import module java.base;

import earshot.store.HomeDirectory;
import earshot.time.Time;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `earshot restart`: restarts the program that runs in the home.
@Command(name = "restart", mixinStandardHelpOptions = true,
    description = "Restarts the Earshot that runs in the home (--home) as a new process, and waits until that one serves.")
final class RestartCommand implements Callable<Integer> {
    /// Longer than its phases together: start, announcement, speech that ends, meetings, the new process.
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Time time;
    private final Supplier<HomeDirectory> home;

    @Spec
    private CommandSpec spec;

    RestartCommand(Time time, Supplier<HomeDirectory> home) {
        this.time = time;
        this.home = home;
    }

    @Override
    public Integer call() {
        return RunningProgram.ask(home.get(), time, new SingleInstance.Restart(), LIMIT, spec.commandLine());
    }
}
