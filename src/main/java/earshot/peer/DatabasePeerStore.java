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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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
        return database.read(connection -> {
            List<PeerMessage> all = new ArrayList<>();
            for (String which : List.of("= 'waiting' order by number limit " + PeerQueue.MAX_WAITING,
                "<> 'waiting' order by number desc limit " + PeerQueue.MAX_OVER)) {
                try (Statement query = connection.createStatement(); ResultSet rows = query.executeQuery(COLUMNS + which)) {
                    while (rows.next()) {
                        message(rows).ifPresent(all::add);
                    }
                }
            }
            return all;
        }, problems);
    }

    private static Optional<PeerMessage> message(ResultSet row) throws SQLException {
        Instant at = Instant.ofEpochMilli(row.getLong("at"));
        String word = row.getString("state");
        try {
            PeerMessageState state = switch (word) {
                case WAITING -> new Waiting(at);
                case DELIVERED -> new Delivered(at);
                default -> new Dropped(at, DropReason.valueOf(word));
            };
            return Optional.of(new PeerMessage(new PeerMessageId(row.getString("id")), new DeviceId(row.getString("sender")),
                new DeviceId(row.getString("target")), row.getString("category"), row.getString("summary"),
                row.getString("envelope"), Instant.ofEpochMilli(row.getLong("accepted")), state));
        } catch (IllegalArgumentException | NullPointerException _) {
            return Optional.empty();
        }
    }

    @Override
    public CompletableFuture<?> write(List<PeerMessage> messages) {
        Durability durability = messages.stream().anyMatch(PeerMessage::waiting) ? Durability.POWER_CUT : Durability.PROCESS_DEATH;
        return database.write(durability, connection -> {
            try (PreparedStatement row = connection.prepareStatement("""
                insert into peer_message (id, sender, target, category, summary, envelope, accepted, state, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set state = excluded.state, at = excluded.at""")) {
                for (PeerMessage message : messages) {
                    row.setString(1, message.id().value());
                    row.setString(2, message.from().value());
                    row.setString(3, message.to().value());
                    row.setString(4, message.category());
                    row.setString(5, message.summary());
                    row.setString(6, message.envelope());
                    row.setLong(7, message.accepted().toEpochMilli());
                    set(row, message.state());
                    row.addBatch();
                }
                return row.executeBatch().length;
            }
        }, problems);
    }

    private static void set(PreparedStatement row, PeerMessageState state) throws SQLException {
        switch (state) {
            case Waiting(Instant expires) -> set(row, WAITING, expires);
            // after a restart nobody knows whether it arrived
            case Sent(Instant _, SessionId _, Instant expires) -> set(row, WAITING, expires);
            case Delivered(Instant at) -> set(row, DELIVERED, at);
            case Dropped(Instant at, DropReason reason) -> set(row, reason.name(), at);
        }
    }

    private static void set(PreparedStatement row, String word, Instant at) throws SQLException {
        row.setString(8, word);
        row.setLong(9, at.toEpochMilli());
    }

    @Override
    public CompletableFuture<?> delete(List<PeerMessageId> ids) {
        return database.write(Durability.PROCESS_DEATH, connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from peer_message where id = ?")) {
                for (PeerMessageId id : ids) {
                    row.setString(1, id.value());
                    row.addBatch();
                }
                return row.executeBatch().length;
            }
        }, problems);
    }
}
