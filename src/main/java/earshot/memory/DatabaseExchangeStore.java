package earshot.memory;

import module java.base;

import earshot.id.DeviceId;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/// What was said, as a database table. What is deleted stays deleted after a power cut.
public record DatabaseExchangeStore(Database database) implements ExchangeStore {
    public static final Migration SCHEMA = Migration.of(9,
        "create table exchange (device text not null, at integer not null, heard text not null, answer text not null, assistant text not null)",
        "create index exchange_by_time on exchange (at)");

    @Override
    public CompletableFuture<?> add(List<Exchange> said) {
        return database.write(Durability.PROCESS_DEATH, connection -> {
            try (PreparedStatement row = connection.prepareStatement("insert into exchange values (?, ?, ?, ?, ?)")) {
                for (Exchange one : said) {
                    row.setString(1, one.device().value());
                    row.setLong(2, one.at().toEpochMilli());
                    row.setString(3, one.heard());
                    row.setString(4, one.answer());
                    row.setString(5, one.assistant());
                    row.addBatch();
                }
                return row.executeBatch().length;
            }
        });
    }

    @Override
    public CompletableFuture<List<Exchange>> read(Optional<DeviceId> device) {
        return database.read(connection -> {
            try (PreparedStatement rows = connection
                .prepareStatement("select device, at, heard, answer, assistant from exchange where ? = '' or device = ? order by at, rowid")) {
                rows.setString(1, device.map(DeviceId::value).orElse(""));
                rows.setString(2, device.map(DeviceId::value).orElse(""));
                List<Exchange> said = new ArrayList<>();
                try (ResultSet row = rows.executeQuery()) {
                    while (row.next()) {
                        said.add(new Exchange(new DeviceId(row.getString(1)), Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4),
                            row.getString(5)));
                    }
                }
                return said;
            }
        });
    }

    @Override
    public CompletableFuture<?> deleteBefore(Instant moment) {
        return database.write(Durability.POWER_CUT, connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from exchange where at < ?")) {
                row.setLong(1, moment.toEpochMilli());
                return row.executeUpdate();
            }
        });
    }
}
