package earshot.meeting.store;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.WebhookDelivery;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Sql;

/// The columns that record which meetings are archived and which summaries were announced.
public record ArchiveStateStore(Database database) {
    /// An ended meeting for the index.
    ///
    /// @param revision grows with each change of the meeting
    /// @param archived the revision that its files show, 0 when there are none
    public record Entry(Meeting meeting, Duration duration, int bullets, long revision, long archived) {}

    /// A final summary that was not announced yet.
    ///
    /// @param first whether it is the first one of its meeting
    /// @param written when, in milliseconds
    public record UnannouncedSummary(MeetingId meeting, boolean first, long written) {}

    /// Ended meetings that are not in the trash, the one that ended last first.
    public CompletableFuture<List<Entry>> newest(int most) {
        return database.read(connection -> Sql.query(connection, """
            select m.*, coalesce(s.duration, m.ended_at - m.started_at) as length, coalesce(json_array_length(s.bullets), 0) as points
            from meeting m left join summary s on s.meeting = m.number and s.checkpoint = 0
            where m.state = 'ENDED' and m.trashed_at is null order by m.ended_at desc, m.number desc limit ?""",
            row -> new Entry(MeetingRowMapper.meeting(row), Duration.ofMillis(row.getLong("length")), row.getInt("points"), row.getLong("revision"),
                row.getLong("archived")),
            most));
    }

    /// Those of the meetings that the database does not hold as ended ones, not even in the trash.
    public CompletableFuture<List<MeetingId>> notEnded(List<MeetingId> meetings) {
        return database.read(
            connection -> Sql.query(connection, "select value from json_each(?) where value not in (select id from meeting where state = 'ENDED')",
            row -> new MeetingId(row.getString(1)), JSON.valueToTree(meetings.stream().map(MeetingId::value).toList()).toString()));
    }

    /// Records that the files of a meeting show a revision of it.
    public CompletableFuture<?> markArchived(MeetingId meeting, long revision) {
        return database.write(Durability.PROCESS_DEATH,
            connection -> Sql.execute(connection, "update meeting set archived = ? where id = ?", revision, meeting));
    }

    public CompletableFuture<List<UnannouncedSummary>> unannouncedSummaries() {
        return database.read(connection -> Sql.query(connection, """
            select m.id, m.told, s.at from meeting m join summary s on s.meeting = m.number and s.checkpoint = 0
            where m.state = 'ENDED' and m.trashed_at is null and m.told <> s.at order by m.ended_at""",
            row -> new UnannouncedSummary(new MeetingId(row.getString("id")), row.getLong("told") == 0, row.getLong("at"))));
    }

    public CompletableFuture<?> markAnnounced(UnannouncedSummary summary) {
        return database.write(Durability.PROCESS_DEATH,
            connection -> Sql.execute(connection, "update meeting set told = ? where id = ?", summary.written(), summary.meeting()));
    }

    /// Deliveries without a result, oldest first.
    public CompletableFuture<List<WebhookDelivery>> unfinishedDeliveries() {
        return database.read(connection -> Sql.query(connection,
            "select d.*, m.id as id from delivery d join meeting m on m.number = d.meeting where d.result = 'UNDER_WAY' order by d.number",
            MeetingRowMapper::delivery));
    }

    /// The highest number of a delivery, 0 when there was none.
    public CompletableFuture<Long> lastDelivery() {
        return database
            .read(connection -> Sql.query(connection, "select coalesce(max(number), 0) from delivery", row -> row.getLong(1)).getFirst());
    }
}
