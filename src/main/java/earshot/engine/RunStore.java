package earshot.engine;

import module java.base;

import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/// Stores the runs of the program, to know whether the previous one stopped cleanly.
record RunStore(Database database) {
    static final Migration SCHEMA = Migration.of(2, "create table run (number integer primary key, started integer not null, stopped integer)");

    /// Records a new run. Waits for the disk.
    /// @return how the previous one ended
    PreviousRun recordStart(Instant now) {
        try {
            return database.write(Durability.PROCESS_DEATH, connection -> {
                PreviousRun before;
                try (Statement statement = connection.createStatement()) {
                    try (ResultSet last = statement.executeQuery("select started, stopped from run order by number desc limit 1")) {
                        before = last.next() ? previousRun(last.getLong(1), last.getLong(2)) : new PreviousRun.None();
                    }
                    statement.executeUpdate("delete from run where number < (select max(number) - 100 from run)");
                }
                try (PreparedStatement row = connection.prepareStatement("insert into run (started) values (?)")) {
                    row.setLong(1, now.toEpochMilli());
                    row.executeUpdate();
                }
                return before;
            }).join();
        } catch (CompletionException _) {
            return new PreviousRun.None();
        }
    }

    /// @param stopped 0 where it did not
    private static PreviousRun previousRun(long started, long stopped) {
        return stopped == 0 ? new PreviousRun.Interrupted(Instant.ofEpochMilli(started)) : new PreviousRun.Stopped(Instant.ofEpochMilli(stopped));
    }

    /// Records that this run stops cleanly.
    void recordStop(Instant now) {
        database.write(Durability.PROCESS_DEATH, connection -> {
            try (PreparedStatement row = connection.prepareStatement("update run set stopped = ? where number = (select max(number) from run)")) {
                row.setLong(1, now.toEpochMilli());
                return row.executeUpdate();
            }
        });
    }
}
