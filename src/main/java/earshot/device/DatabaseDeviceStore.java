package earshot.device;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.store.Sql;
import earshot.wire.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;

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
        return database.read(connection -> Sql.query(connection, "select * from device order by id", DatabaseDeviceStore::entry), problems);
    }

    @Override
    public void write(Entry entry) {
        Optional<DeviceFacts.ConnectionEnd> end = entry.lastEnd();
        database.write(connection -> Sql.execute(connection, "insert or replace into device values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entry.id(),
            entry.name(), entry.note(), entry.dialectChoice(), entry.firstSeen(), entry.lastSeen(), end.map(DeviceFacts.ConnectionEnd::at),
            end.map(DeviceFacts.ConnectionEnd::code), end.map(DatabaseDeviceStore::rule), end.map(DeviceFacts.ConnectionEnd::description),
            entry.connections(), entry.lead().frames()), problems);
    }

    @Override
    public void delete(DeviceId id) {
        database.write(connection -> Sql.execute(connection, "delete from device where id = ?", id), problems);
    }

    @Override
    public CompletableFuture<?> written() {
        // writes run in order
        return database.write(Durability.POWER_CUT, _ -> "");
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Optional<DeviceFacts.ConnectionEnd> connectionEnd = Optional.empty();
        Optional<Instant> endedAt = Sql.optionalInstant(row, "ended_at");
        if (endedAt.isPresent()) {
            List<String> rule = List.of(row.getString("ended_rule").split("\t", -1));
            connectionEnd = Optional.of(new DeviceFacts.ConnectionEnd(endedAt.get(), row.getInt("ended_code"), rule.getFirst(),
                rule.subList(1, rule.size()), row.getString("ended_words")));
        }
        Optional<Dialect> dialect = Optional.ofNullable(row.getString("dialect")).flatMap(DatabaseDeviceStore::dialect);
        return new Entry(new DeviceId(row.getString("id")), row.getString("name"), row.getString("note"), dialect, lead(row),
            Sql.instant(row, "first_seen"), Sql.optionalInstant(row, "last_seen"), connectionEnd, row.getLong("connections"));
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
}
