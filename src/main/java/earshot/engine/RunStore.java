package earshot.engine;

import module java.base;

import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/// Stores the runs of the program, to know whether the previous one stopped cleanly.
record RunStore(Database database) {
    static final Migration SCHEMA = Migration.of(2, "create table run (number integer primary key, started integer not null, stopped integer)");

    /// Records a new run. Waits for the disk.
    /// @return when the previous run stopped cleanly; empty if it did not
    Optional<Instant> begin(Instant now) {
        try {
            return database.write(Durability.PROCESS_DEATH, connection -> {
                Optional<Instant> before;
                try (ResultSet last = connection.createStatement().executeQuery("select stopped from run order by number desc limit 1")) {
                    long stopped = last.next() ? last.getLong(1) : 0;
                    before = stopped == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(stopped));
                }
                connection.createStatement().executeUpdate("delete from run where number < (select max(number) - 100 from run)");
                try (PreparedStatement row = connection.prepareStatement("insert into run (started) values (?)")) {
                    row.setLong(1, now.toEpochMilli());
                    row.executeUpdate();
                }
                return before;
            }).join();
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }

    /// Records that this run stops cleanly.
    void end(Instant now) {
        database.write(Durability.PROCESS_DEATH, connection -> {
            try (PreparedStatement row = connection.prepareStatement("update run set stopped = ? where number = (select max(number) from run)")) {
                row.setLong(1, now.toEpochMilli());
                return row.executeUpdate();
            }
        });
    }
}
