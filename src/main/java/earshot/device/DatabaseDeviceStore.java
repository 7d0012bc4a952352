package earshot.device;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.wire.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;

/// The device book as a table. Writes survive a power cut, because a person typed the names and notes; a write that fails raises a
/// problem and has no other effect.
public final class DatabaseDeviceStore implements DeviceStore {
    /// The schema of the table.
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
            connections integer not null)""");
    /// Adds the lead; null is the usual one.
    public static final Migration LEAD = Migration.of(7, "alter table device add column lead integer");

    private final Database database;
    private final ProblemSink problems;

    public DatabaseDeviceStore(Database database, ProblemSink problems) {
        this.database = database;
        this.problems = problems;
    }

    @Override
    public List<Entry> read() {
        return database.read(connection -> {
            try (Statement query = connection.createStatement(); ResultSet rows = query.executeQuery("select * from device order by id")) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        }, problems);
    }

    @Override
    public void write(Entry entry) {
        database.write(connection -> {
            try (PreparedStatement row = connection.prepareStatement("insert or replace into device values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                row.setString(1, entry.id().value());
                row.setString(2, entry.name());
                row.setString(3, entry.note());
                row.setString(4, entry.dialectChoice().map(Dialect::name).orElse(null));
                row.setLong(5, entry.firstSeen().toEpochMilli());
                moment(row, 6, entry.lastSeen());
                moment(row, 7, entry.lastEnd().map(DeviceFacts.ConnectionEnd::at));
                row.setObject(8, entry.lastEnd().map(DeviceFacts.ConnectionEnd::code).orElse(null));
                row.setString(9, entry.lastEnd().map(DatabaseDeviceStore::rule).orElse(null));
                row.setString(10, entry.lastEnd().map(DeviceFacts.ConnectionEnd::description).orElse(null));
                row.setLong(11, entry.connections());
                row.setInt(12, entry.lead().frames());
                return row.executeUpdate();
            }
        }, problems);
    }

    @Override
    public void delete(DeviceId id) {
        database.write(connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from device where id = ?")) {
                row.setString(1, id.value());
                return row.executeUpdate();
            }
        }, problems);
    }

    @Override
    public CompletableFuture<?> written() {
        // writes run in order
        return database.write(Durability.POWER_CUT, _ -> "");
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Optional<DeviceFacts.ConnectionEnd> connectionEnd = Optional.empty();
        Optional<Instant> endedAt = moment(row, "ended_at");
        if (endedAt.isPresent()) {
            List<String> rule = List.of(row.getString("ended_rule").split("\t", -1));
            connectionEnd = Optional.of(new DeviceFacts.ConnectionEnd(endedAt.get(), row.getInt("ended_code"), rule.getFirst(),
                rule.subList(1, rule.size()), row.getString("ended_words")));
        }
        Optional<Dialect> dialect = Optional.ofNullable(row.getString("dialect")).flatMap(DatabaseDeviceStore::dialect);
        return new Entry(new DeviceId(row.getString("id")), row.getString("name"), row.getString("note"), dialect, lead(row),
            Instant.ofEpochMilli(row.getLong("first_seen")), moment(row, "last_seen"), connectionEnd, row.getLong("connections"));
    }

    private static PlaybackLead lead(ResultSet row) throws SQLException {
        int frames = row.getInt("lead");
        return row.wasNull() ? PlaybackLead.USUAL : new PlaybackLead(frames);
    }

    /// The rule and its arguments, in one column.
    private static String rule(DeviceFacts.ConnectionEnd connectionEnd) {
        return String.join("\t", Stream.concat(Stream.of(connectionEnd.rule()), connectionEnd.args().stream()).toList());
    }

    /// An unknown name, written by a newer program, counts as "by path".
    private static Optional<Dialect> dialect(String word) {
        return Arrays.stream(Dialect.values()).filter(dialect -> dialect.name().equals(word)).findFirst();
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static void moment(PreparedStatement row, int index, Optional<Instant> moment) throws SQLException {
        if (moment.isPresent()) {
            row.setLong(index, moment.get().toEpochMilli());
        } else {
            row.setNull(index, Types.INTEGER);
        }
    }
}
