package earshot.memory;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.store.Sql;

/// The memory store as a database table. Writes and deletions survive a power cut: what was said cannot be obtained again, and what a
/// person erased must stay erased.
public record DatabaseMemoryStore(Database database, ProblemSink problems) implements MemoryStore {
    public static final Migration SCHEMA = Migration.of(3,
        "create table memory (device text primary key, text text not null, updated integer not null, source text not null)");

    @Override
    public List<DeviceMemory> read() {
        return database.read(connection -> Sql.query(connection, "select device, text, updated, source from memory",
            row -> new DeviceMemory(new DeviceId(row.getString("device")), row.getString("text"), Sql.instant(row, "updated"),
                source(row.getString("source")))),
            problems);
    }

    @Override
    public CompletableFuture<?> write(DeviceMemory deviceMemory) {
        return database.write(Durability.POWER_CUT, connection -> Sql.execute(connection, "insert or replace into memory values (?, ?, ?, ?)",
            deviceMemory.device(), deviceMemory.text(), deviceMemory.updated(), deviceMemory.source()));
    }

    @Override
    public CompletableFuture<?> erase(DeviceId device) {
        return database.write(Durability.POWER_CUT, connection -> Sql.execute(connection, "delete from memory where device = ?", device));
    }

    /// An unknown source, written by a newer version of the program, is read as `WORDS`.
    private static DeviceMemory.Source source(String word) {
        return Stream.of(DeviceMemory.Source.values()).filter(source -> source.name().equals(word)).findFirst().orElse(DeviceMemory.Source.WORDS);
    }
}
