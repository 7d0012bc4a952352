package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.store.HomeArchive;
import earshot.store.HomeDirectory;
import earshot.store.HomeRestore;
import earshot.time.Time;

/// Backs up the home to a file, prepares one to be restored, and opens files of settings.
///
/// @param staged completed when a backup stands ready: the engine has to be restarted, and takes it in then
record HomeCommands(OperationRunner operations, HomeDirectory home, Time time, CompletableFuture<Void> staged) {
    Operation run(Command.HomeCommand command) {
        return switch (command) {
            case Command.BackUpHome request -> operations.onlyOne(OperationKind.BACKUP, operation -> onDisk(() -> {
                operation.reportProgress("backup", 0, request.file());
                HomeArchive.write(home, request.file(), done -> operation.reportProgress("backup", done, request.file()));
                return Outcome.Done.of("backup", request.file());
            }));
            case Command.RestoreHome request -> operations.onlyOne(OperationKind.RESTORE_HOME, operation -> onDisk(() -> {
                operation.reportProgress("unpack", 0, request.file());
                Engine.stageRestore(home, request.file());
                staged.complete(null);
                return Outcome.Done.of("unpacked");
            }));
            case Command.OpenFile(Path written, int line) -> operations.inBackground(OperationKind.OPEN, _ -> {
                Path file = written.toAbsolutePath();
                try {
                    TextEditor.open(time, file, line);
                    return Outcome.Done.of("opened", file);
                } catch (IOException _) {
                    return new Outcome.Failed(Problem.of(ProblemCode.EDITOR_MISSING, new ProblemSubject.File(file.toString()), file, line));
                }
            });
        };
    }

    /// Looks whether another process has made a backup ready.
    void look() {
        Thread.ofVirtual().name("restore-poll").start(() -> {
            if (HomeRestore.staged(home)) {
                staged.complete(null);
            }
        });
    }

    /// The database's own code does not let go of the thread that it runs on: virtual threads would stop each other.
    private static Outcome onDisk(Supplier<Outcome> work) {
        return Failures.join(CompletableFuture.supplyAsync(work, run -> Thread.ofPlatform().daemon().name("disk-backup").start(run)));
    }
}
