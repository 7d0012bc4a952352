package earshot.engine;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.DatabaseBackups;
import earshot.time.Time;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Backs up the database once a day, on a thread of its own. Looks every hour, so that a computer that is off at night is backed up too.
final class AutomaticBackups {
    private static final Logger LOG = LoggerFactory.getLogger(AutomaticBackups.class);
    static final Duration PERIOD = Duration.ofDays(1);
    private static final Duration LOOK = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final ProblemSubject SUBJECT = new ProblemSubject.File("backups");

    private final DatabaseBackups backups;
    private final Time time;
    private final ProblemSink problems;
    private final AtomicBoolean running = new AtomicBoolean();

    AutomaticBackups(DatabaseBackups backups, Time time, ProblemSink problems) {
        this.backups = backups;
        this.time = time;
        this.problems = problems;
    }

    /// The timers that look whether one is due.
    List<Time.Timer> start() {
        return List.of(time.after(FIRST, this::look), time.every(LOOK, this::look));
    }

    private void look() {
        if (running.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("disk-backup").start(() -> {
                try {
                    makeIfDue();
                } finally {
                    running.set(false);
                }
            });
        }
    }

    private void makeIfDue() {
        Instant now = time.now();
        // one from the future was made before the clock was set back
        if (backups.newest(now).filter(last -> last.isAfter(now.minus(PERIOD)) && !last.isAfter(now.plus(PERIOD))).isPresent()) {
            return;
        }
        try {
            LOG.info("the database is backed up in {}", backups.make(now));
            problems.resolve(ProblemCode.BACKUP_FAILED, SUBJECT);
        } catch (IOException | SQLException e) {
            LOG.warn("the database could not be backed up", e);
            problems.raise(Problem.of(ProblemCode.BACKUP_FAILED, SUBJECT, Failures.argument(e)));
        }
    }
}
