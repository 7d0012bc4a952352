package earshot.store;

import static earshot.problem.ProblemCode.HOME_UNUSABLE;
import static earshot.problem.ProblemCode.STORE_FAILED;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// The database of a home directory. Writes run one after another on the thread `disk`, each in a transaction; reads run one after
/// another on `disk-read` and see everything that was committed before they started.
///
/// Safe for use from any thread; [#open], [#close] and the read of rows wait.
public final class Database implements AutoCloseable {
    private static final int QUEUE = 4096;

    private final Path home;
    private final Connection durableWrites;
    private final Connection fastWrites;
    private final Connection reads;
    private final ThreadPoolExecutor writer = singleThread("disk");
    private final ThreadPoolExecutor reader = singleThread("disk-read");

    private Database(Path home, Connection durableWrites, Connection fastWrites, Connection reads) {
        this.home = home;
        this.durableWrites = durableWrites;
        this.fastWrites = fastWrites;
        this.reads = reads;
    }

    /// Opens or creates the database of `home` and brings its schema up to date. Waits for the disk.
    ///
    /// @param migrations of all features, in any order
    /// @throws ProblemException when it cannot be opened, or was written by a newer version of the program
    public static Database open(HomeDirectory home, List<Migration> migrations) {
        SqliteNativeLibrary.unpackInto(home.temporary());
        Path file = home.database();
        try {
            if (!Files.exists(file)) {
                // SQLite would create it for everybody to read; its log gets the same permissions
                PrivateFiles.write(file, new byte[0]);
            }
            Connection durableWrites = Sqlite.connect(file, SynchronousMode.FULL);
            try {
                SchemaUpdater.update(durableWrites, migrations);
                return new Database(home.path(), durableWrites, Sqlite.connect(file, SynchronousMode.NORMAL), Sqlite.connect(file, SynchronousMode.NORMAL));
            } catch (SQLException | RuntimeException e) {
                durableWrites.close();
                throw e;
            }
        } catch (SQLException e) {
            throw storeFailure(e, home.path());
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, home.path(), DiskCondition.explain(home.path(), e.toString())), e);
        }
    }

    /// Queues a write that runs in one transaction. The future completes after the commit. It fails with what the work threw, a
    /// [SQLException] as [ProblemException], and with [ProblemException] when [#QUEUE] writes wait already.
    public <T> CompletableFuture<T> write(Durability durability, SqlWork<T> work) {
        Connection connection = switch (durability) {
            case POWER_CUT -> durableWrites;
            case PROCESS_DEATH -> fastWrites;
        };
        return submit(writer, () -> inTransaction(connection, work));
    }

    /// Queues a write that survives a power cut, and raises a problem when it fails.
    public void write(SqlWork<?> work, ProblemSink problems) {
        write(Durability.POWER_CUT, work, problems);
    }

    /// The same as [#write(Durability, SqlWork)] for a write for which nobody waits: it also raises a problem when it fails.
    public <T> CompletableFuture<T> write(Durability durability, SqlWork<T> work, ProblemSink problems) {
        return write(durability, work).whenComplete((_, failure) -> {
            if (failure != null) {
                problems.raise(Failures.problem(failure, STORE_FAILED));
            }
        });
    }

    /// Waits for a read of rows. One that fails raises a problem and gives no rows.
    public <T> List<T> read(SqlWork<List<T>> work, ProblemSink problems) {
        try {
            return read(work).join();
        } catch (CompletionException e) {
            problems.raise(Failures.problem(e, STORE_FAILED));
            return List.of();
        }
    }

    /// Queues a read. The future fails like that of [#write].
    public <T> CompletableFuture<T> read(SqlWork<T> work) {
        return submit(reader, () -> work.on(reads));
    }

    /// Finishes what is queued, then closes. A second close does nothing.
    @Override
    public void close() {
        writer.close();
        reader.close();
        try {
            reads.close();
            fastWrites.close();
            durableWrites.close();
        } catch (SQLException e) {
            throw storeFailure(e, home);
        }
    }

    private static <T> T inTransaction(Connection connection, SqlWork<T> work) throws SQLException {
        try {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            // this commits; commit() would also begin the next transaction, and fail where that one has to wait
            connection.setAutoCommit(true);
            return result;
        } catch (Throwable e) {
            FatalErrors.report(e);
            undo(connection, e);
            throw e;
        }
    }

    /// A full disk makes SQLite roll back by itself: the failing rollback is then suppressed, and the cause is reported.
    private static void undo(Connection connection, Throwable why) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("rollback");
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private <T> CompletableFuture<T> submit(ThreadPoolExecutor thread, Callable<T> access) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    result.complete(access.call());
                } catch (SQLException e) {
                    result.completeExceptionally(storeFailure(e, home));
                } catch (Throwable e) {
                    FatalErrors.report(e);
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException _) {
            String reason = thread.isShutdown() ? "the database is closed" : QUEUE + " accesses wait already";
            result.completeExceptionally(new ProblemException(Problem.of(STORE_FAILED, reason)));
        }
        return result;
    }

    private static ThreadPoolExecutor singleThread(String name) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE),
            run -> Thread.ofPlatform().daemon().name(name).unstarted(run));
    }

    private static ProblemException storeFailure(SQLException e, Path home) {
        return new ProblemException(Sqlite.problem(e, home), e);
    }
}
