package earshot.meeting.store;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.MeetingSentence;
import earshot.meeting.TranscriptVersion;
import earshot.problem.ProblemCode;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/// Several texts of one meeting. The shown one is where everybody reads it; the others are moved aside, and back when they are shown again. Each method runs
/// inside a transaction.
final class TranscriptVersionTables {
    private static final String SEGMENT = "number, at, device, speaker, tag, text, original, status, sound_from, sound_length";
    private static final String SUMMARY = "checkpoint, at, title, duration, bullets, decisions, actions, risks, next_steps, segments, source, writer, metrics";

    private TranscriptVersionTables() {}

    static List<TranscriptVersion> read(Connection connection, long meeting) throws SQLException {
        return Sql.query(connection, """
            select v.*, case when v.shown then (select count(*) from segment s where s.meeting = v.meeting and s.status <> 'DUPLICATE')
                else (select count(*) from version_segment s where s.meeting = v.meeting and s.version = v.number and s.status <> 'DUPLICATE') end as sentences
            from version v where v.meeting = ? order by v.number""",
            row -> new TranscriptVersion(row.getInt("number"), row.getString("recognizer"), Sql.instant(row, "at"), row.getInt("sentences"),
                row.getBoolean("shown")),
            meeting);
    }

    /// Moves the shown text aside and shows a new one, with a copy of its final summary.
    static int add(Connection connection, long meeting, String recognizer, Instant at, List<MeetingSentence> sentences) throws SQLException {
        if (read(connection, meeting).isEmpty()) {
            Sql.execute(connection, "insert into version select number, 0, '', coalesce(ended_at, last_at), 1 from meeting where number = ?",
                meeting);
        }
        int before = shown(connection, meeting);
        int number = Sql.query(connection, "select max(number) + 1 from version where meeting = ?", row -> row.getInt(1), meeting).getFirst();
        moveAside(connection, meeting, before);
        MeetingSentenceWriter.write(connection, meeting, sentences);
        long counting = sentences.stream().filter(MeetingSentence::counts).count();
        Sql.execute(connection,
            "insert into summary (meeting, " + SUMMARY + ") select meeting, " + SUMMARY.replace("segments", "?")
                + " from version_summary where meeting = ? and version = ? and checkpoint = 0",
            counting, meeting, before);
        Sql.execute(connection, "insert into version values (?, ?, ?, ?, 0)", meeting, number, recognizer, at);
        return markShown(connection, meeting, number);
    }

    /// @throws ProblemException when there is no such version
    static int show(Connection connection, long meeting, MeetingId id, int version) throws SQLException {
        if (find(read(connection, meeting), id, version).shown()) {
            return 0;
        }
        Optional<Long> told = finalSummaryAt(connection, meeting);
        moveAside(connection, meeting, shown(connection, meeting));
        MeetingSentenceWriter.write(connection, meeting,
            Sql.query(connection, "select " + SEGMENT + " from version_segment where meeting = ? and version = ? order by number",
                MeetingRowMapper::sentence, meeting, version));
        Sql.execute(connection,
            "insert into summary (meeting, " + SUMMARY + ") select meeting, " + SUMMARY + " from version_summary where meeting = ? and version = ?", meeting,
            version);
        forget(connection, meeting, version);
        if (told.isPresent()) {
            // a summary that was announced once is not announced again because it is shown again
            Sql.execute(connection, "update meeting set told = ? where number = ? and told = ?",
                finalSummaryAt(connection, meeting).orElse(told.get()), meeting, told.get());
        }
        return markShown(connection, meeting, version);
    }

    /// Deletes one of several texts; where it is shown, the newest of the others is shown first.
    ///
    /// @throws ProblemException when there is no such version, or no other
    static int delete(Connection connection, long meeting, MeetingId id, int version) throws SQLException {
        List<TranscriptVersion> all = read(connection, meeting);
        boolean shown = find(all, id, version).shown();
        int other = all.stream().mapToInt(TranscriptVersion::number).filter(number -> number != version).max().orElseThrow(() -> unknown(id, version));
        if (shown) {
            show(connection, meeting, id, other);
        }
        forget(connection, meeting, version);
        return Sql.execute(connection, "delete from version where meeting = ? and number = ?", meeting, version);
    }

    private static TranscriptVersion find(List<TranscriptVersion> all, MeetingId id, int version) {
        return all.stream().filter(one -> one.number() == version).findFirst().orElseThrow(() -> unknown(id, version));
    }

    private static ProblemException unknown(MeetingId id, int version) {
        return new ProblemException(Problem.of(ProblemCode.MEETING_VERSION_UNKNOWN, new ProblemSubject.Meeting(id), version, id));
    }

    static int removeRecordingSpans(Connection connection, long meeting) throws SQLException {
        return Sql.execute(connection, "update segment set sound_from = null, sound_length = null where meeting = ? and sound_from is not null",
            meeting)
            + Sql.execute(connection,
                "update version_segment set sound_from = null, sound_length = null where meeting = ? and sound_from is not null", meeting);
    }

    private static int shown(Connection connection, long meeting) throws SQLException {
        return Sql.query(connection, "select number from version where meeting = ? and shown = 1", row -> row.getInt(1), meeting).getFirst();
    }

    private static Optional<Long> finalSummaryAt(Connection connection, long meeting) throws SQLException {
        return Sql.query(connection, "select at from summary where meeting = ? and checkpoint = 0", row -> row.getLong(1), meeting).stream()
            .findFirst();
    }

    private static void moveAside(Connection connection, long meeting, int version) throws SQLException {
        forget(connection, meeting, version);
        Sql.execute(connection,
            "insert into version_segment (meeting, version, " + SEGMENT + ") select meeting, ?, " + SEGMENT + " from segment where meeting = ?", version,
            meeting);
        Sql.execute(connection,
            "insert into version_summary (meeting, version, " + SUMMARY + ") select meeting, ?, " + SUMMARY + " from summary where meeting = ?", version,
            meeting);
        Sql.execute(connection, "delete from segment where meeting = ?", meeting);
        Sql.execute(connection, "delete from summary where meeting = ?", meeting);
    }

    private static void forget(Connection connection, long meeting, int version) throws SQLException {
        Sql.execute(connection, "delete from version_segment where meeting = ? and version = ?", meeting, version);
        Sql.execute(connection, "delete from version_summary where meeting = ? and version = ?", meeting, version);
    }

    private static int markShown(Connection connection, long meeting, int version) throws SQLException {
        Sql.execute(connection, "update version set shown = (number = ?) where meeting = ?", version, meeting);
        return Sql.execute(connection,
            "update meeting set segments = (select count(*) from segment where meeting = meeting.number and status <> 'DUPLICATE') where number = ?", meeting);
    }
}
