package earshot.meeting.store;

import static earshot.store.Durability.POWER_CUT;
import static earshot.store.Durability.PROCESS_DEATH;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingJson;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SearchHit;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;
import earshot.meeting.WebhookDelivery;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.store.Database;
import earshot.store.Migration;
import earshot.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/// The store of meetings in the database. All but the state of a delivery survives a power cut: what was said, and what a person typed,
/// cannot be recovered. A write to a meeting that was never put fails with `MEETING_UNKNOWN`.
public record DatabaseMeetingStore(Database database) implements MeetingStore {
    /// The schema of the tables.
    public static final Migration SCHEMA = MeetingSchema.FIRST;
    public static final Migration PAUSES = MeetingSchema.PAUSES;
    public static final Migration VERSIONS = MeetingSchema.VERSIONS;

    /// While a meeting runs, the query counts its sentences: its row is written less often, and perhaps never again when the process dies.
    private static final String IN_SHORT = """
        select number, id, title, state, devices, started_at, ended_at, sounds, trashed_at, end_cause, pauses,
            case when state = 'ENDED' then last_at
                else max(last_at, coalesce((select max(at) from segment where meeting = meeting.number and status <> 'DUPLICATE'), 0)) end as last_at,
            case when state = 'ENDED' then segments
                else (select count(*) from segment where meeting = meeting.number and status <> 'DUPLICATE') end as segments
        from meeting""";

    @Override
    public CompletableFuture<List<Meeting>> meetings() {
        return database.read(connection -> Sql.query(connection, IN_SHORT + " order by started_at desc, number desc", MeetingRowMapper::meeting));
    }

    @Override
    public CompletableFuture<Optional<MeetingTranscript>> read(MeetingId id) {
        return database.read(connection -> transcript(connection, id));
    }

    @Override
    public CompletableFuture<?> put(Meeting meeting) {
        return database.write(POWER_CUT, connection -> write(connection, meeting));
    }

    @Override
    public CompletableFuture<?> add(MeetingTranscript whole) {
        return database.write(POWER_CUT, connection -> {
            write(connection, whole.meeting());
            long number = number(connection, whole.meeting().id());
            Sql.execute(connection, "update meeting set parts = ? where number = ?", whole.parts(), number);
            MeetingSentenceWriter.write(connection, number, whole.sentences());
            for (Bookmark mark : whole.marks()) {
                write(connection, number, mark);
            }
            for (Map.Entry<String, String> name : whole.speakers().entrySet()) {
                write(connection, number, name.getKey(), name.getValue());
            }
            return whole.sentences().size();
        });
    }

    @Override
    public CompletableFuture<?> reopen(Meeting meeting, Optional<Summary> interim) {
        return database.write(POWER_CUT, connection -> {
            write(connection, meeting);
            long number = number(connection, meeting.id());
            Sql.execute(connection, "delete from summary where meeting = ? and checkpoint = 0", number);
            Sql.execute(connection, "update meeting set told = 0 where number = ?", number);
            return interim.isPresent() ? write(connection, number, interim.get(), Optional.empty()) : 0;
        });
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, List<MeetingSentence> sentences) {
        List<MeetingSentence> fresh = List.copyOf(sentences);
        return change(meeting, (connection, number) -> {
            MeetingSentenceWriter.write(connection, number, fresh);
            return fresh.size();
        });
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, Summary summary, Optional<SummaryMetrics> metrics) {
        return change(meeting, (connection, number) -> {
            Optional<SummaryMetrics> kept = metrics;
            if (!summary.checkpoint()) {
                // an edit by a person has no metrics: those of the model's summary are kept
                kept = metrics.isPresent() ? metrics : finalMetrics(connection, number);
                Sql.execute(connection, "delete from summary where meeting = ? and checkpoint = 0", number);
            }
            return write(connection, number, summary, kept);
        });
    }

    @Override
    public CompletableFuture<?> addVersion(MeetingId meeting, String recognizer, Instant at, List<MeetingSentence> sentences) {
        return change(meeting, (connection, number) -> TranscriptVersionTables.add(connection, number, recognizer, at, sentences));
    }

    @Override
    public CompletableFuture<?> showVersion(MeetingId meeting, int version) {
        return change(meeting, (connection, number) -> TranscriptVersionTables.show(connection, number, meeting, version));
    }

    @Override
    public CompletableFuture<?> deleteVersion(MeetingId meeting, int version) {
        return change(meeting, (connection, number) -> TranscriptVersionTables.delete(connection, number, meeting, version));
    }

    @Override
    public CompletableFuture<?> removeRecordingSpans(MeetingId meeting) {
        return change(meeting, TranscriptVersionTables::removeRecordingSpans);
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, Bookmark mark) {
        return change(meeting, (connection, number) -> write(connection, number, mark));
    }

    @Override
    public CompletableFuture<?> removeBookmark(MeetingId meeting, long mark) {
        return change(meeting, (connection, number) -> Sql.execute(connection, "delete from mark where meeting = ? and number = ?", number, mark));
    }

    @Override
    public CompletableFuture<?> nameSpeaker(MeetingId meeting, String speaker, String name) {
        return change(meeting, (connection, number) -> name.isBlank()
            ? Sql.execute(connection, "delete from speaker where meeting = ? and speaker = ?", number, speaker)
            : write(connection, number, speaker, name.strip()));
    }

    @Override
    public CompletableFuture<?> put(WebhookDelivery delivery) {
        return database.write(PROCESS_DEATH, connection -> Sql.execute(connection,
            "insert or replace into delivery values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            delivery.number(), number(connection, delivery.meeting()), delivery.at(), delivery.host(), delivery.result(), delivery.status(), delivery.bytes(),
            delivery.digest(), delivery.reason()));
    }

    @Override
    public CompletableFuture<?> delete(MeetingId id) {
        return database.write(POWER_CUT, connection -> Sql.execute(connection, "delete from meeting where id = ?", id));
    }

    @Override
    public CompletableFuture<List<SearchHit>> search(String words, int most) {
        return SearchText.words(words).isEmpty() ? CompletableFuture.completedFuture(List.of())
            : database.read(connection -> MeetingSearch.find(connection, words, most));
    }

    /// Builds the search index again from the texts, for a database that was put together from another.
    public CompletableFuture<?> reindex() {
        return database.write(POWER_CUT, connection -> {
            Sql.execute(connection, "insert into words (words) values ('delete-all')");
            for (Map.Entry<Long, String> title : Sql.query(connection, "select number, title from meeting",
                row -> Map.entry(row.getLong(1), row.getString(2)))) {
                index(connection, -title.getKey(), title.getValue());
            }
            for (Map.Entry<Long, String> said : Sql.query(connection, "select row, text from segment where status <> 'DUPLICATE'",
                row -> Map.entry(row.getLong(1), row.getString(2)))) {
                index(connection, said.getKey(), said.getValue());
            }
            return 0;
        });
    }

    private static Optional<MeetingTranscript> transcript(Connection connection, MeetingId id) throws SQLException {
        Optional<Meeting> meeting = Sql.query(connection, IN_SHORT + " where id = ?", MeetingRowMapper::meeting, id).stream().findFirst();
        if (meeting.isEmpty()) {
            return Optional.empty();
        }
        long number = number(connection, id);
        Map<String, String> speakers = new LinkedHashMap<>();
        Sql.query(connection, "select speaker, name from speaker where meeting = ?", row -> speakers.put(row.getString(1), row.getString(2)),
            number);
        return Optional.of(new MeetingTranscript(meeting.get(),
            Sql.query(connection, "select * from segment where meeting = ? order by number", MeetingRowMapper::sentence, number),
            Sql.query(connection, "select * from mark where meeting = ? order by at, number", MeetingRowMapper::mark, number),
            speakers,
            Sql.query(connection, "select * from summary where meeting = ? and checkpoint = 1 order by at", MeetingRowMapper::summary, number),
            Sql.query(connection, "select * from summary where meeting = ? and checkpoint = 0", MeetingRowMapper::summary, number).stream()
                .findFirst(),
            finalMetrics(connection, number),
            new MeetingTranscript.History(
                Sql.query(connection, "select d.*, ? as id from delivery d where meeting = ? order by number desc", MeetingRowMapper::delivery, id,
                    number),
                TranscriptVersionTables.read(connection, number),
                Sql.query(connection, "select parts from meeting where number = ?", row -> Sql.texts(row, "parts"), number).getFirst()
                    .stream().map(MeetingId::new).toList())));
    }

    private static Optional<SummaryMetrics> finalMetrics(Connection connection, long number) throws SQLException {
        return Sql.query(connection, "select metrics from summary where meeting = ? and checkpoint = 0", MeetingRowMapper::metrics, number)
            .stream().flatMap(Optional::stream).findFirst();
    }

    @FunctionalInterface
    private interface Change {
        int on(Connection connection, long meeting) throws SQLException;
    }

    /// Runs a change of one meeting and increments its revision.
    private CompletableFuture<Integer> change(MeetingId meeting, Change change) {
        return database.write(POWER_CUT, connection -> {
            long number = number(connection, meeting);
            int changed = change.on(connection, number);
            Sql.execute(connection, "update meeting set revision = revision + 1 where number = ?", number);
            return changed;
        });
    }

    private static int write(Connection connection, Meeting meeting) throws SQLException {
        Sql.execute(connection, """
            insert into meeting (id, title, state, devices, started_at, ended_at, last_at, segments, sounds, trashed_at, end_cause, pauses) \
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set title = excluded.title, state = excluded.state, devices = excluded.devices, started_at = excluded.started_at,
                ended_at = excluded.ended_at, last_at = excluded.last_at, segments = excluded.segments, sounds = excluded.sounds,
                trashed_at = excluded.trashed_at, end_cause = excluded.end_cause, pauses = excluded.pauses, revision = revision + 1""",
            meeting.id(), meeting.title(), meeting.lifecycle(), meeting.devices(), meeting.startedAt(), meeting.endedAt(), meeting.lastAt(), meeting.segments(),
            meeting.recorded(), meeting.trashedAt(), meeting.times().cause(), MeetingRowMapper.json(meeting.pauses()));
        return index(connection, -number(connection, meeting.id()), meeting.title());
    }

    private static int write(Connection connection, long meeting, Summary summary, Optional<SummaryMetrics> metrics) throws SQLException {
        return Sql.execute(connection, "insert or replace into summary values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", meeting,
            summary.checkpoint(), summary.at(),
            summary.title(), summary.duration(), summary.bullets(), summary.decisions(), summary.actions(), summary.risks(), summary.nextSteps(),
            summary.segments(), summary.source(), summary.writer(), metrics.map(known -> MeetingJson.of(known).toString()));
    }

    private static int write(Connection connection, long meeting, Bookmark mark) throws SQLException {
        return Sql.execute(connection, "insert or replace into mark values (?, ?, ?, ?)", meeting, mark.number(), mark.at(), mark.label());
    }

    private static int write(Connection connection, long meeting, String speaker, String name) throws SQLException {
        return Sql.execute(connection, "insert or replace into speaker values (?, ?, ?)", meeting, speaker, name);
    }

    private static long number(Connection connection, MeetingId id) throws SQLException {
        return Sql.query(connection, "select number from meeting where id = ?", row -> row.getLong(1), id).stream().findFirst()
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.MEETING_UNKNOWN, new ProblemSubject.Meeting(id), id)));
    }

    private static int index(Connection connection, long row, String text) throws SQLException {
        return Sql.execute(connection, "insert or replace into words (rowid, text) values (?, ?)", row, SearchText.indexed(text));
    }
}
