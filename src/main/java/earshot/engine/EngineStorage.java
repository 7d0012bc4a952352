package earshot.engine;

import module java.base;

import earshot.access.ApprovalStore;
import earshot.access.DatabaseApprovalStore;
import earshot.config.DatabaseRevisionStore;
import earshot.config.RevisionStore;
import earshot.device.DatabaseDeviceStore;
import earshot.device.DeviceStore;
import earshot.meeting.archive.MeetingImport;
import earshot.meeting.store.ArchiveStateStore;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.memory.DatabaseExchangeStore;
import earshot.memory.DatabaseMemoryStore;
import earshot.memory.ExchangeStore;
import earshot.memory.MemoryStore;
import earshot.peer.DatabasePeerStore;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.reminder.DatabaseReminderStore;
import earshot.reminder.ReminderStore;
import earshot.store.Database;
import earshot.store.DatabaseCheck;
import earshot.store.DatabaseOpening;
import earshot.store.DatabaseRecovery;
import earshot.store.HomeDirectory;
import earshot.store.HomeRestore;
import earshot.store.Migration;
import earshot.store.UnusableFile;
import earshot.task.DatabaseTaskStore;
import earshot.task.TaskStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stores in the database. When it cannot be opened, a problem says so and nothing is stored.
final class EngineStorage {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStorage.class);
    static final List<Migration> SCHEMAS = List.of(DatabaseDeviceStore.SCHEMA, RunStore.SCHEMA, DatabaseMemoryStore.SCHEMA, DatabaseRevisionStore.SCHEMA,
        DatabaseMeetingStore.SCHEMA,
        DatabaseApprovalStore.SCHEMA, DatabaseDeviceStore.LEAD, DatabaseMeetingStore.PAUSES, DatabaseExchangeStore.SCHEMA, DatabaseMeetingStore.VERSIONS,
        DatabaseReminderStore.SCHEMA, DatabasePeerStore.SCHEMA, DatabaseTaskStore.SCHEMA);

    private static final DateTimeFormatter BACKUP_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final HomeDirectory home;
    private final ProblemSink problems;
    private final Instant now;
    final Optional<Database> database;
    private final Optional<RunStore> runs;
    private Optional<DatabaseCheck> check = Optional.empty();

    /// @param opening from [#open]; waits for it
    EngineStorage(HomeDirectory home, CompletableFuture<DatabaseOpening> opening, ProblemSink problems, Instant now) {
        this.home = home;
        this.problems = problems;
        this.now = now;
        database = opened(opening);
        runs = database.map(RunStore::new);
    }

    /// Starts to open the database on a thread of its own.
    ///
    /// @param handedOver see [DatabaseOpening#open]
    static CompletableFuture<DatabaseOpening> open(HomeDirectory home, Instant now, boolean handedOver) {
        return CompletableFuture.supplyAsync(() -> DatabaseOpening.open(home, SCHEMAS, now, handedOver),
            run -> Thread.ofPlatform().daemon().name("disk-open").start(run));
    }

    /// Takes in a backup that stands ready. Returns where the former files lie, if it did.
    static Optional<Path> applyRestore(HomeDirectory home, Instant now) {
        try {
            return HomeRestore.apply(home, now);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.HOME_UNUSABLE, home.path(), Failures.argument(e)), e);
        }
    }

    /// Tells what had to be moved out of the way, and where the home lies that a restored one replaced.
    static void report(List<UnusableFile> aside, Optional<Path> replaced, ProblemSink problems) {
        aside.forEach(one -> problems.raise(one.problem()));
        replaced.ifPresent(former -> problems.raise(Problem.of(ProblemCode.HOME_RESTORED, former)));
    }

    private Optional<Database> opened(CompletableFuture<DatabaseOpening> opening) {
        try {
            DatabaseOpening done = opening.join();
            done.recovery().ifPresentOrElse(recovery -> recovered(recovery, done.database()), () -> bringBackMeetings(done.database(), MeetingImport::lost));
            if (done.unchecked()) {
                check = Optional.of(DatabaseCheck.start(home, reason -> problems.raise(Problem.of(ProblemCode.STORE_DAMAGED, reason))));
            }
            return Optional.of(done.database());
        } catch (CompletionException e) {
            LOG.error("the database could not be opened", e.getCause());
            problems.raise(Failures.problem(e, ProblemCode.STORE_FAILED));
            return Optional.empty();
        }
    }

    private void recovered(DatabaseRecovery recovery, Database fresh) {
        String aside = recovery.aside().map(Path::toString).orElse("–");
        problems.raise(recovery.incomplete().isEmpty() ? Problem.of(ProblemCode.STORE_RECOVERED, aside, recovery.reason(), recovery.rows())
            : Problem.of(ProblemCode.STORE_PARTLY_RECOVERED, aside, recovery.reason(), recovery.rows(), String.join(", ", recovery.incomplete()),
                recovery.backup().map(BACKUP_TIME::format).orElse("–")));
        bringBackMeetings(fresh, (from, meetings, states, at) -> {
            meetings.reindex().join();
            return MeetingImport.run(from, meetings, states, at);
        });
    }

    @FunctionalInterface
    private interface Import {
        MeetingImport run(HomeDirectory home, DatabaseMeetingStore meetings, ArchiveStateStore states, Instant now);
    }

    private void bringBackMeetings(Database open, Import from) {
        try {
            MeetingImport found = from.run(home, new DatabaseMeetingStore(open), new ArchiveStateStore(open), now);
            if (found.restored() > 0 || found.unreadable() > 0) {
                problems.raise(Problem.of(ProblemCode.MEETINGS_RESTORED, found.restored(), found.unreadable()));
            }
        } catch (CompletionException e) {
            problems.raise(Failures.problem(e, ProblemCode.STORE_FAILED));
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

    ExchangeStore exchanges() {
        return database.<ExchangeStore>map(DatabaseExchangeStore::new).orElseGet(ExchangeStore::none);
    }

    ReminderStore reminders() {
        return database.<ReminderStore>map(open -> new DatabaseReminderStore(open, problems)).orElseGet(ReminderStore::none);
    }

    TaskStore tasks() {
        return database.<TaskStore>map(open -> new DatabaseTaskStore(open, problems)).orElseGet(TaskStore::none);
    }

    MemoryStore memories() {
        return database.<MemoryStore>map(open -> new DatabaseMemoryStore(open, problems)).orElseGet(MemoryStore::none);
    }

    /// Records a new run.
    /// @return how the previous one ended
    PreviousRun beginRun(Instant now) {
        return runs.map(store -> store.recordStart(now)).orElseGet(PreviousRun.None::new);
    }

    /// Records that this run stops cleanly, and closes the database.
    void close(Instant now) {
        Shutdown.close("run", () -> runs.ifPresent(store -> store.recordStop(now)));
        check.ifPresent(running -> Shutdown.close("check of the database", running));
        Shutdown.close("database", () -> database.ifPresent(Database::close));
    }
}
