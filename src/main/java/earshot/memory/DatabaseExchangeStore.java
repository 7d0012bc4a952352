package earshot.memory;

import module java.base;

import earshot.id.DeviceId;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.store.Sql;

/// What was said, as a database table. What is deleted stays deleted after a power cut.
public record DatabaseExchangeStore(Database database) implements ExchangeStore {
    public static final Migration SCHEMA = Migration.of(9,
        "create table exchange (device text not null, at integer not null, heard text not null, answer text not null, assistant text not null)",
        "create index exchange_by_time on exchange (at)");

    @Override
    public CompletableFuture<?> add(List<Exchange> said) {
        return database.write(Durability.PROCESS_DEATH, connection -> Sql.executeEach(connection, "insert into exchange values (?, ?, ?, ?, ?)", said,
            one -> List.of(one.device(), one.at(), one.heard(), one.answer(), one.assistant())));
    }

    @Override
    public CompletableFuture<List<Exchange>> read(Optional<DeviceId> device) {
        String which = device.map(DeviceId::value).orElse("");
        return database.read(connection -> Sql.query(connection,
            "select device, at, heard, answer, assistant from exchange where ? = '' or device = ? order by at, rowid",
            row -> new Exchange(new DeviceId(row.getString("device")), Sql.instant(row, "at"), row.getString("heard"), row.getString("answer"),
                row.getString("assistant")), which, which));
    }

    @Override
    public CompletableFuture<?> deleteBefore(Instant moment) {
        return database.write(Durability.POWER_CUT, connection -> Sql.execute(connection, "delete from exchange where at < ?", moment));
    }
}
