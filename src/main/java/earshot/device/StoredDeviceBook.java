package earshot.device;

import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.wire.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The device book in the home's database. Instants are kept in milliseconds, absent values as null.
public final class StoredDeviceBook implements DeviceBook {
    /// What the database must have for it.
    public static final Migration SCHEMA = Migration.of(1, """
        create table device (
            id text primary key,
            name text not null,
            note text not null,
            dialect text,
            first_seen integer not null,
            last_seen integer,
            ended_at integer,
            ended_code integer,
            ended_rule text,
            ended_words text,
            connections integer not null
        ) without rowid""");

    private static final Logger LOG = LoggerFactory.getLogger(StoredDeviceBook.class);

    private final Database database;

    public StoredDeviceBook(Database database) {
        this.database = database;
    }

    /// @throws java.util.concurrent.CompletionException with a [earshot.problem.ProblemException] when the database fails
    @Override
    public List<Entry> read() {
        return database.read(StoredDeviceBook::all).join();
    }

    @Override
    public void write(Entry entry) {
        logged(database.write(Durability.PROCESS_DEATH, connection -> put(connection, entry)));
    }

    @Override
    public void forget(String id) {
        logged(database.write(Durability.PROCESS_DEATH, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from device where id = ?")) {
                delete.setString(1, id);
                return delete.executeUpdate();
            }
        }));
    }

    private static List<Entry> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select * from device order by id"); ResultSet row = select.executeQuery()) {
            List<Entry> entries = new ArrayList<>();
            while (row.next()) {
                entries.add(new Entry(
                    row.getString("id"), row.getString("name"), row.getString("note"),
                    Optional.ofNullable(row.getString("dialect")).map(Dialect::valueOf),
                    Instant.ofEpochMilli(row.getLong("first_seen")), instant(row, "last_seen"),
                    instant(row, "ended_at").map(at -> ended(row, at)),
                    row.getLong("connections")));
            }
            return entries;
        }
    }

    private static int put(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert or replace into device values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            Optional<DeviceFacts.Ended> ended = entry.ended();
            Object[] values = {
                entry.id(), entry.name(), entry.note(), entry.dialectChoice().map(Dialect::name).orElse(null),
                entry.firstSeen().toEpochMilli(), entry.lastSeen().map(Instant::toEpochMilli).orElse(null),
                ended.map(how -> how.at().toEpochMilli()).orElse(null), ended.map(DeviceFacts.Ended::code).orElse(null),
                ended.map(DeviceFacts.Ended::rule).orElse(null), ended.map(DeviceFacts.Ended::words).orElse(null), entry.connections()};
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            return insert.executeUpdate();
        }
    }

    private static DeviceFacts.Ended ended(ResultSet row, Instant at) {
        try {
            return new DeviceFacts.Ended(at, row.getInt("ended_code"), row.getString("ended_rule"), row.getString("ended_words"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /// A row that cannot be written is no reason to stop a device: it is logged, and the next change writes it again.
    private static void logged(CompletableFuture<?> written) {
        written.whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.warn("a device could not be remembered", failure);
            }
        });
    }
}
