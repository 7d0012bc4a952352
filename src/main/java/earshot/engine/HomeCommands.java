package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.Failures;
import earshot.store.HomeArchive;
import earshot.store.HomeDirectory;
import earshot.store.HomeRestore;

/// Backs up the home to a file, and prepares one to be restored.
///
/// @param staged completed when a backup stands ready: the engine has to be started anew, and takes it in then
record HomeCommands(OperationRunner operations, HomeDirectory home, CompletableFuture<Void> staged) {
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
