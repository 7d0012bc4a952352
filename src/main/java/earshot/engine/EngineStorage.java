package earshot.engine;

import module java.base;

import earshot.access.ApprovalStore;
import earshot.access.DatabaseApprovalStore;
import earshot.config.DatabaseRevisionStore;
import earshot.config.RevisionStore;
import earshot.device.DatabaseDeviceStore;
import earshot.device.DeviceStore;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.memory.DatabaseMemoryStore;
import earshot.memory.MemoryStore;
import earshot.problem.Failures;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stores in the database. When it cannot be opened, a problem says so and nothing is stored.
final class EngineStorage {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStorage.class);

    private final ProblemSink problems;
    final Optional<Database> database;
    private final Optional<RunStore> runs;

    /// @param opening from [#open]; waits for it
    EngineStorage(CompletableFuture<Database> opening, ProblemSink problems) {
        this.problems = problems;
        database = opened(opening);
        runs = database.map(RunStore::new);
    }

    /// Starts to open the database on a thread of its own.
    static CompletableFuture<Database> open(HomeDirectory home) {
        return CompletableFuture.supplyAsync(
            () -> Database.open(home, List.of(DatabaseDeviceStore.SCHEMA, RunStore.SCHEMA, DatabaseMemoryStore.SCHEMA, DatabaseRevisionStore.SCHEMA, DatabaseMeetingStore.SCHEMA, DatabaseApprovalStore.SCHEMA)),
            run -> Thread.ofPlatform().daemon().name("disk-open").start(run));
    }

    private Optional<Database> opened(CompletableFuture<Database> opening) {
        try {
            return Optional.of(opening.join());
        } catch (CompletionException e) {
            LOG.error("the database could not be opened", e.getCause());
            problems.raise(Failures.problem(e, ProblemCode.STORE_FAILED));
            return Optional.empty();
        }
    }

    RevisionStore revisions() {
        return database.<RevisionStore>map(open -> new DatabaseRevisionStore(open, problems)).orElseGet(RevisionStore::none);
    }

    DeviceStore devices() {
        return database.<DeviceStore>map(open -> new DatabaseDeviceStore(open, problems)).orElseGet(DeviceStore::none);
    }

    ApprovalStore approvals() {
        return database.<ApprovalStore>map(open -> new DatabaseApprovalStore(open, problems)).orElseGet(ApprovalStore::none);
    }

    MemoryStore memories() {
        return database.<MemoryStore>map(open -> new DatabaseMemoryStore(open, problems)).orElseGet(MemoryStore::none);
    }

    /// Records a new run.
    /// @return when the previous run stopped cleanly; empty if it did not
    Optional<Instant> beginRun(Instant now) {
        return runs.flatMap(store -> store.begin(now));
    }

    /// Records that this run stops cleanly, and closes the database.
    void close(Instant now) {
        Shutdown.close("run", () -> runs.ifPresent(store -> store.end(now)));
        Shutdown.close("database", () -> database.ifPresent(Database::close));
    }
}
