package earshot.access;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The approvals as a table. Writes survive a power cut: what a person refused must stay refused. A write that fails raises a problem and has no other effect.
public record DatabaseApprovalStore(Database database, ProblemSink problems) implements ApprovalStore {
    public static final Migration SCHEMA = Migration.of(6, """
        create table approval (
            device text not null,
            holder text not null,
            state text not null,
            code text not null,
            token text,
            address text not null,
            board text not null,
            firmware text not null,
            asked integer not null,
            decided integer,
            primary key (device, holder))""");

    @Override
    public List<Approval> read() {
        return database.read(connection -> {
            try (Statement query = connection.createStatement(); ResultSet rows = query.executeQuery("select * from approval order by asked, device")) {
                List<Approval> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(approval(rows));
                }
                return all;
            }
        }, problems);
    }

    @Override
    public void write(Approval approval) {
        database.write(connection -> {
            try (PreparedStatement row = connection.prepareStatement("insert or replace into approval values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                row.setString(1, approval.claim().deviceId().value());
                row.setString(2, approval.claim().holder());
                row.setString(3, approval.state().name());
                row.setString(4, approval.code());
                row.setString(5, approval.token().orElse(null));
                row.setString(6, approval.origin().address());
                row.setString(7, approval.origin().board());
                row.setString(8, approval.origin().firmware());
                row.setLong(9, approval.askedAt().toEpochMilli());
                row.setObject(10, approval.decidedAt().map(Instant::toEpochMilli).orElse(null));
                return row.executeUpdate();
            }
        }, problems);
    }

    @Override
    public void delete(Claim claim) {
        database.write(connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from approval where device = ? and holder = ?")) {
                row.setString(1, claim.deviceId().value());
                row.setString(2, claim.holder());
                return row.executeUpdate();
            }
        }, problems);
    }

    private static Approval approval(ResultSet row) throws SQLException {
        Approval.Origin origin = new Approval.Origin(row.getString("address"), row.getString("board"), row.getString("firmware"));
        Optional<Instant> decided = Optional.of(row.getLong("decided")).filter(at -> at > 0).map(Instant::ofEpochMilli);
        return new Approval(new Claim(new DeviceId(row.getString("device")), row.getString("holder")), state(row.getString("state")), row.getString("code"),
            Optional.ofNullable(row.getString("token")), origin, Instant.ofEpochMilli(row.getLong("asked")), decided);
    }

    /// An unknown state, written by a newer program, lets nobody in.
    private static Approval.State state(String word) {
        return Stream.of(Approval.State.values()).filter(state -> state.name().equals(word)).findFirst().orElse(Approval.State.REFUSED);
    }
}
