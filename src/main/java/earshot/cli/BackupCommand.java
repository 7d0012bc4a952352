package earshot.cli;

import module java.base;

import earshot.store.HomeArchive;
import earshot.store.HomeDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `backup`: writes everything that is stored to one file, also while Earshot runs.
@Command(name = "backup", description = {"Writes devices, memory, meetings, recorded sessions, settings and secrets to one file, also while Earshot runs.",
    "The file holds keys and passwords: only you may read it; keep it as you keep those."}, mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    private final Supplier<HomeDirectory> home;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Where it is written, for example earshot.zip.")
    private Path file;

    @Option(names = "--force", description = "Replace a file that exists.")
    private boolean force;

    BackupCommand(Supplier<HomeDirectory> home) {
        this.home = home;
    }

    /// @throws earshot.problem.ProblemException `BACKUP_FAILED`
    @Override
    public Integer call() {
        if (Files.exists(file) && !force) {
            throw new ParameterException(spec.commandLine(), file + " exists; --force replaces it");
        }
        HomeArchive.write(home.get(), file, _ -> {});
        PrintWriter out = spec.commandLine().getOut();
        out.println("backed up " + home.get().path() + " to " + file.toAbsolutePath().normalize() + " (" + file.toFile().length() / 1024 + " KiB)");
        out.println("The file holds keys and passwords: keep it as you keep those.");
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
