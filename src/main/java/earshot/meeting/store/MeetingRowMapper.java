package earshot.meeting.store;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingJson;
import earshot.meeting.MeetingSentence;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;
import earshot.meeting.WebhookDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/// Maps between rows of the tables and records, and runs statements.
final class MeetingRowMapper {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private MeetingRowMapper() {}

    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /// Runs a query and reads all rows.
    ///
    /// @param arguments texts, numbers, [Instant]s as milliseconds, [Duration]s as milliseconds, empty [Optional]s as null
    static <T> List<T> query(Connection connection, String sql, RowMapper<T> rowMapper, Object... arguments) throws SQLException {
        try (PreparedStatement question = prepared(connection, sql, arguments); ResultSet rows = question.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rowMapper.map(rows));
            }
            return all;
        }
    }

    /// Runs a statement; returns the number of changed rows.
    static int execute(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i] instanceof Optional<?> maybe ? maybe.orElse(null) : arguments[i];
            switch (argument) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Instant moment -> statement.setLong(i + 1, moment.toEpochMilli());
                case Duration span -> statement.setLong(i + 1, span.toMillis());
                case MeetingId id -> statement.setString(i + 1, id.value());
                case DeviceId id -> statement.setString(i + 1, id.value());
                case Enum<?> word -> statement.setString(i + 1, word.name());
                case List<?> texts -> statement.setString(i + 1, JSON.valueToTree(texts.stream().map(String::valueOf).toList()).toString());
                case SummaryMetrics metrics -> statement.setString(i + 1, MeetingJson.of(metrics).toString());
                default -> statement.setObject(i + 1, argument);
            }
        }
    }

    static Meeting meeting(ResultSet row) throws SQLException {
        return new Meeting(new MeetingId(row.getString("id")), row.getString("title"), constant(row, "state", Meeting.Lifecycle.ENDED),
            texts(row, "devices").stream().map(DeviceId::new).toList(),
            new Meeting.Times(instant(row, "started_at"), moment(row, "ended_at"), instant(row, "last_at"), pauses(row), cause(row.getString("end_cause"))),
            row.getInt("segments"), row.getBoolean("sounds"), moment(row, "trashed_at"));
    }

    static String json(List<Meeting.Pause> pauses) {
        ArrayNode all = JSON.createArrayNode();
        pauses.forEach(pause -> {
            ObjectNode one = all.addObject().put("from", pause.from().toEpochMilli()).put("to", pause.to().toEpochMilli());
            pause.cause().ifPresent(cause -> one.put("cause", cause.name()));
        });
        return all.toString();
    }

    private static List<Meeting.Pause> pauses(ResultSet row) throws SQLException {
        try {
            return JSON.readTree(row.getString("pauses")).valueStream().filter(one -> one.path("from").isIntegralNumber() && one.path("to").isIntegralNumber())
                .map(one -> new Meeting.Pause(Instant.ofEpochMilli(one.path("from").asLong()), Instant.ofEpochMilli(one.path("to").asLong()),
                    cause(one.path("cause").asText())))
                .toList();
        } catch (JsonProcessingException _) {
            return List.of();
        }
    }

    /// Empty as well for a cause that a newer version of the program wrote.
    private static Optional<Meeting.EndCause> cause(String word) {
        return Stream.of(Meeting.EndCause.values()).filter(cause -> cause.name().equals(word)).findFirst();
    }

    static MeetingSentence sentence(ResultSet row) throws SQLException {
        long from = row.getLong("sound_from");
        Optional<MeetingSentence.Span> sound = row.wasNull() ? Optional.empty()
            : Optional.of(new MeetingSentence.Span(Duration.ofMillis(from), Duration.ofMillis(row.getLong("sound_length"))));
        return new MeetingSentence(row.getLong("number"), instant(row, "at"),
            new MeetingSentence.Origin(new DeviceId(row.getString("device")), row.getString("speaker"), row.getString("tag")),
            row.getString("text"), Optional.ofNullable(row.getString("original")), constant(row, "status", MeetingSentence.Status.MERGED), sound);
    }

    static Summary summary(ResultSet row) throws SQLException {
        Summary.Content content = new Summary.Content(row.getString("title"), texts(row, "bullets"), texts(row, "decisions"), texts(row, "actions"),
            texts(row, "risks"), texts(row, "next_steps"));
        return new Summary(content, Duration.ofMillis(row.getLong("duration")), row.getInt("segments"), row.getBoolean("checkpoint"),
            constant(row, "source", Summary.Source.PERSON), row.getString("writer"), instant(row, "at"));
    }

    static Optional<SummaryMetrics> metrics(ResultSet row) throws SQLException {
        String text = row.getString("metrics");
        try {
            return text == null ? Optional.empty() : Optional.of(MeetingJson.metrics(JSON.readTree(text)));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    static Bookmark mark(ResultSet row) throws SQLException {
        return new Bookmark(row.getLong("number"), instant(row, "at"), row.getString("label"));
    }

    /// With the id of its meeting in the column `id`.
    static WebhookDelivery delivery(ResultSet row) throws SQLException {
        WebhookDelivery.Outcome outcome = new WebhookDelivery.Outcome(constant(row, "result", WebhookDelivery.Result.FAIL), row.getInt("status"),
            row.getString("reason"));
        return new WebhookDelivery(row.getLong("number"), new MeetingId(row.getString("id")), instant(row, "at"), row.getString("host"), outcome,
            row.getInt("bytes"), row.getString("digest"));
    }

    /// A damaged word is no reason to lose the rest of a meeting, or the list of all.
    private static <E extends Enum<E>> E constant(ResultSet row, String column, E otherwise) throws SQLException {
        String word = row.getString(column);
        return Stream.of(otherwise.getDeclaringClass().getEnumConstants()).filter(constant -> constant.name().equals(word)).findFirst().orElse(otherwise);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        try {
            return JSON.readValue(row.getString(column), TEXTS);
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return List.of();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, arguments);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
