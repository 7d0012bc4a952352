package earshot.engine;

import module java.base;

import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Stores the runs of the program, to know whether the previous one stopped cleanly.
record RunStore(Database database) {
    static final Migration SCHEMA = Migration.of(2, "create table run (number integer primary key, started integer not null, stopped integer)");

    /// Records a new run. Waits for the disk.
    /// @return how the previous one ended
    PreviousRun recordStart(Instant now) {
        try {
            return database.write(Durability.PROCESS_DEATH, connection -> {
                List<PreviousRun> before = Sql.query(connection, "select started, stopped from run order by number desc limit 1", RunStore::previousRun);
                Sql.execute(connection, "delete from run where number < (select max(number) - 100 from run)");
                Sql.execute(connection, "insert into run (started) values (?)", now);
                return before.stream().findFirst().orElse(new PreviousRun.None());
            }).join();
        } catch (CompletionException _) {
            return new PreviousRun.None();
        }
    }

    private static PreviousRun previousRun(ResultSet row) throws SQLException {
        return Sql.optionalInstant(row, "stopped").<PreviousRun>map(PreviousRun.Stopped::new)
            .orElse(new PreviousRun.Interrupted(Sql.instant(row, "started")));
    }

    /// Records that this run stops cleanly.
    void recordStop(Instant now) {
        database.write(Durability.PROCESS_DEATH,
            connection -> Sql.execute(connection, "update run set stopped = ? where number = (select max(number) from run)", now));
    }
}
