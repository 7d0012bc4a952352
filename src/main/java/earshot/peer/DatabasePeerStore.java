package earshot.peer;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.id.SessionId;
import earshot.peer.PeerMessageState.Delivered;
import earshot.peer.PeerMessageState.DropReason;
import earshot.peer.PeerMessageState.Dropped;
import earshot.peer.PeerMessageState.Sent;
import earshot.peer.PeerMessageState.Waiting;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Messages between devices as a database table. A row that cannot be read, written by a newer version or damaged, is left out.
public record DatabasePeerStore(Database database, ProblemSink problems) implements PeerStore {
    public static final Migration SCHEMA = Migration.of(14, """
        create table peer_message (number integer primary key, id text not null unique, sender text not null, target text not null, category text not null, \
        summary text not null,
            envelope text not null, accepted integer not null, state text not null, at integer not null)""",
        "create index peer_message_state on peer_message (state, number)");
    private static final String WAITING = "waiting";
    private static final String DELIVERED = "delivered";
    private static final String COLUMNS = "select number, id, sender, target, category, summary, envelope, accepted, state, at from peer_message where state ";

    @Override
    public List<PeerMessage> read() {
        return database.read(connection -> Stream.concat(
            Sql.queryReadable(connection, COLUMNS + "= 'waiting' order by number limit " + PeerQueue.MAX_WAITING, DatabasePeerStore::message).stream(),
            Sql.queryReadable(connection, COLUMNS + "<> 'waiting' order by number desc limit " + PeerQueue.MAX_OVER, DatabasePeerStore::message).stream())
            .toList(), problems);
    }

    private static Optional<PeerMessage> message(ResultSet row) throws SQLException {
        Instant at = Sql.instant(row, "at");
        String word = row.getString("state");
        try {
            PeerMessageState state = switch (word) {
                case WAITING -> new Waiting(at);
                case DELIVERED -> new Delivered(at);
                default -> new Dropped(at, DropReason.valueOf(word));
            };
            return Optional.of(new PeerMessage(new PeerMessageId(row.getString("id")), new DeviceId(row.getString("sender")),
                new DeviceId(row.getString("target")), row.getString("category"), row.getString("summary"),
                row.getString("envelope"), Sql.instant(row, "accepted"), state));
        } catch (IllegalArgumentException | NullPointerException _) {
            return Optional.empty();
        }
    }

    @Override
    public CompletableFuture<?> write(List<PeerMessage> messages) {
        Durability durability = messages.stream().anyMatch(PeerMessage::waiting) ? Durability.POWER_CUT : Durability.PROCESS_DEATH;
        return database.write(durability, connection -> Sql.executeEach(connection, """
            insert into peer_message (id, sender, target, category, summary, envelope, accepted, state, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set state = excluded.state, at = excluded.at""", messages, DatabasePeerStore::values), problems);
    }

    private static List<?> values(PeerMessage message) {
        return Stream.concat(Stream.of(message.id().value(), message.from(), message.to(), message.category(), message.summary(), message.envelope(),
            message.accepted()), stored(message.state())).toList();
    }

    /// Its word and its moment.
    private static Stream<?> stored(PeerMessageState state) {
        return switch (state) {
            case Waiting(Instant expires) -> Stream.of(WAITING, expires);
            // after a restart nobody knows whether it arrived
            case Sent(Instant _, SessionId _, Instant expires) -> Stream.of(WAITING, expires);
            case Delivered(Instant at) -> Stream.of(DELIVERED, at);
            case Dropped(Instant at, DropReason reason) -> Stream.of(reason.name(), at);
        };
    }

    @Override
    public CompletableFuture<?> delete(List<PeerMessageId> ids) {
        return database.write(Durability.PROCESS_DEATH,
            connection -> Sql.executeEach(connection, "delete from peer_message where id = ?", ids, id -> List.of(id.value())), problems);
    }
}
