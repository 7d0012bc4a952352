package earshot.store;

import module java.base;

import earshot.problem.FatalErrors;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// Reads a whole database while it is in use, because its size would delay the start for as long as the disk takes. Damage that it finds is
/// marked in the home, so that the next opening replaces the file.
public final class DatabaseCheck implements AutoCloseable {
    private static final int STEPS_BETWEEN_LOOKS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);

    private final HomeDirectory home;
    private final Consumer<String> damaged;
    private final Thread thread;
    private volatile boolean closed;

    private DatabaseCheck(HomeDirectory home, Consumer<String> damaged) {
        this.home = home;
        this.damaged = damaged;
        thread = Thread.ofPlatform().daemon().name("disk-check").unstarted(this::run);
    }

    /// Begins to read on a thread of its own.
    ///
    /// @param damaged gets why the content cannot be trusted, in English words, on that thread
    public static DatabaseCheck start(HomeDirectory home, Consumer<String> damaged) {
        DatabaseCheck check = new DatabaseCheck(home, damaged);
        check.thread.start();
        return check;
    }

    /// Why an earlier check found the database damaged.
    static Optional<String> marked(HomeDirectory home) throws IOException {
        return Files.exists(mark(home)) ? Optional.of(Files.readString(mark(home))) : Optional.empty();
    }

    static Path mark(HomeDirectory home) {
        return home.path().resolve("earshot.db.damage");
    }

    /// Stops to read.
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Connection connection = Sqlite.connect(home.database(), SynchronousMode.NORMAL)) {
            ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return closed ? 1 : 0;
                }
            });
            Optional<String> found = Sqlite.damagedPages(connection, home.database());
            if (found.isPresent() && !closed) {
                report(found.get());
            }
        } catch (SQLException e) {
            if (closed) {
                LOG.debug("the check of the database was stopped: {}", e.toString());
            } else if (Sqlite.meansDamage(e)) {
                report(String.valueOf(e.getMessage()));
            } else {
                LOG.warn("the database could not be checked: {}", e.toString());
            }
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("the check of the database failed", e);
        }
    }

    private void report(String reason) {
        LOG.error("the database is damaged: {}", reason);
        try {
            PrivateFiles.write(mark(home), reason.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("the damage could not be marked: {}", e.toString());
        }
        damaged.accept(reason);
    }
}
