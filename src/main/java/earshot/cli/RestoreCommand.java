package earshot.cli;

import module java.base;

import earshot.engine.Engine;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.HomeDirectory;
import earshot.store.HomeLock;
import earshot.store.HomeRestore;
import earshot.time.Time;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `restore`: puts a backup in the place of what is stored. When Earshot runs, it takes the backup in itself and starts over.
@Command(name = "restore", description = {"Restores a file that backup wrote. What is there now is renamed, not deleted.",
    "When Earshot runs, it ends its meetings, closes its connections and begins anew with what is restored."}, mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int LOOKS = 300;

    private final Supplier<HomeDirectory> home;
    private final Time time;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file;

    RestoreCommand(Supplier<HomeDirectory> home, Time time) {
        this.home = home;
        this.time = time;
    }

    /// @throws ProblemException `RESTORE_FAILED`
    @Override
    public Integer call() throws IOException {
        HomeDirectory into = home.get().prepared();
        Engine.stageRestore(into, file);
        Optional<Path> former = Optional.empty();
        try (HomeLock _ = HomeLock.take(into)) {
            former = HomeRestore.apply(into, time.now());
        } catch (ProblemException owned) {
            if (owned.problem().code() != ProblemCode.HOME_OWNED) {
                throw owned;
            }
            awaitOwner(into);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("restored " + into.path() + former.map(path -> "; the former files lie in " + path).orElse(" in the running Earshot, which began anew"));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    /// Waits until the running program has taken the backup in.
    private void awaitOwner(HomeDirectory into) {
        for (int look = 0; look < LOOKS && HomeRestore.staged(into); look++) {
            time.sleep(LOOK);
        }
        if (HomeRestore.staged(into)) {
            throw new ProblemException(Problem.of(ProblemCode.RESTORE_WAITS, file));
        }
    }
}
