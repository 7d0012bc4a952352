package earshot.memory;

import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problems;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The memory store as a database table. Writes and deletions survive a power cut: what was said cannot be obtained again, and what a
/// person erased must stay erased.
public final class MemoryTable implements MemoryBook {
    /// The schema of the table.
    public static final Migration SCHEMA = Migration.of(3,
        "create table memory (device text primary key, text text not null, updated integer not null, source text not null)");

    private final Database database;
    private final Problems problems;

    public MemoryTable(Database database, Problems problems) {
        this.database = database;
        this.problems = problems;
    }

    @Override
    public List<Recollection> read() {
        try {
            return database.read(connection -> {
                try (ResultSet rows = connection.createStatement().executeQuery("select device, text, updated, source from memory")) {
                    List<Recollection> all = new ArrayList<>();
                    while (rows.next()) {
                        all.add(new Recollection(rows.getString(1), rows.getString(2), Instant.ofEpochMilli(rows.getLong(3)), source(rows.getString(4))));
                    }
                    return all;
                }
            }).join();
        } catch (CompletionException e) {
            problems.raise(Failures.problem(e, Code.STORE_FAILED));
            return List.of();
        }
    }

    @Override
    public CompletableFuture<?> write(Recollection recollection) {
        return database.write(Durability.POWER_CUT, connection -> {
            try (PreparedStatement row = connection.prepareStatement("insert or replace into memory values (?, ?, ?, ?)")) {
                row.setString(1, recollection.device());
                row.setString(2, recollection.text());
                row.setLong(3, recollection.updated().toEpochMilli());
                row.setString(4, recollection.source().name());
                return row.executeUpdate();
            }
        });
    }

    @Override
    public CompletableFuture<?> erase(String device) {
        return database.write(Durability.POWER_CUT, connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from memory where device = ?")) {
                row.setString(1, device);
                return row.executeUpdate();
            }
        });
    }

    /// An unknown source, written by a newer version of the program, is read as `WORDS`.
    private static Recollection.Source source(String word) {
        for (Recollection.Source source : Recollection.Source.values()) {
            if (source.name().equals(word)) {
                return source;
            }
        }
        return Recollection.Source.WORDS;
    }
}
