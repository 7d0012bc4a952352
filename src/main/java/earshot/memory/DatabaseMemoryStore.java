package earshot.memory;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/// The memory store as a database table. Writes and deletions survive a power cut: what was said cannot be obtained again, and what a
/// person erased must stay erased.
public record DatabaseMemoryStore(Database database, ProblemSink problems) implements MemoryStore {
    public static final Migration SCHEMA = Migration.of(3,
        "create table memory (device text primary key, text text not null, updated integer not null, source text not null)");

    @Override
    public List<DeviceMemory> read() {
        return database.read(connection -> {
            try (Statement query = connection.createStatement(); ResultSet rows = query.executeQuery("select device, text, updated, source from memory")) {
                List<DeviceMemory> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(new DeviceMemory(new DeviceId(rows.getString(1)), rows.getString(2), Instant.ofEpochMilli(rows.getLong(3)),
                        source(rows.getString(4))));
                }
                return all;
            }
        }, problems);
    }

    @Override
    public CompletableFuture<?> write(DeviceMemory deviceMemory) {
        return database.write(Durability.POWER_CUT, connection -> {
            try (PreparedStatement row = connection.prepareStatement("insert or replace into memory values (?, ?, ?, ?)")) {
                row.setString(1, deviceMemory.device().value());
                row.setString(2, deviceMemory.text());
                row.setLong(3, deviceMemory.updated().toEpochMilli());
                row.setString(4, deviceMemory.source().name());
                return row.executeUpdate();
            }
        });
    }

    @Override
    public CompletableFuture<?> erase(DeviceId device) {
        return database.write(Durability.POWER_CUT, connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from memory where device = ?")) {
                row.setString(1, device.value());
                return row.executeUpdate();
            }
        });
    }

    /// An unknown source, written by a newer version of the program, is read as `WORDS`.
    private static DeviceMemory.Source source(String word) {
        return Stream.of(DeviceMemory.Source.values()).filter(source -> source.name().equals(word)).findFirst().orElse(DeviceMemory.Source.WORDS);
    }
}
