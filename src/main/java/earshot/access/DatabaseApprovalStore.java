package earshot.access;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Migration;
import earshot.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

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
        return database.read(connection -> Sql.query(connection, "select * from approval order by asked, device", DatabaseApprovalStore::approval), problems);
    }

    @Override
    public void write(Approval approval) {
        database.write(connection -> Sql.execute(connection, "insert or replace into approval values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            approval.claim().deviceId(), approval.claim().holder(), approval.state(), approval.code(), approval.token(), approval.origin().address(),
            approval.origin().board(), approval.origin().firmware(), approval.askedAt(), approval.decidedAt()), problems);
    }

    @Override
    public void delete(Claim claim) {
        database.write(connection -> Sql.execute(connection, "delete from approval where device = ? and holder = ?", claim.deviceId(), claim.holder()),
            problems);
    }

    private static Approval approval(ResultSet row) throws SQLException {
        Approval.Origin origin = new Approval.Origin(row.getString("address"), row.getString("board"), row.getString("firmware"));
        Optional<Instant> decided = Optional.of(row.getLong("decided")).filter(at -> at > 0).map(Instant::ofEpochMilli);
        return new Approval(new Claim(new DeviceId(row.getString("device")), row.getString("holder")), state(row.getString("state")), row.getString("code"),
            Optional.ofNullable(row.getString("token")), origin, Sql.instant(row, "asked"), decided);
    }

    /// An unknown state, written by a newer program, lets nobody in.
    private static Approval.State state(String word) {
        return Stream.of(Approval.State.values()).filter(state -> state.name().equals(word)).findFirst().orElse(Approval.State.REFUSED);
    }
}
