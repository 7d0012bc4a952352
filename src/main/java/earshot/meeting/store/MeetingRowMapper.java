package earshot.meeting.store;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import earshot.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Makes records of the rows of the tables.
final class MeetingRowMapper {
    private MeetingRowMapper() {}

    static Meeting meeting(ResultSet row) throws SQLException {
        return new Meeting(new MeetingId(row.getString("id")), row.getString("title"), constant(row, "state", Meeting.Lifecycle.ENDED),
            Sql.texts(row, "devices").stream().map(DeviceId::new).toList(),
            new Meeting.Times(Sql.instant(row, "started_at"), Sql.optionalInstant(row, "ended_at"), Sql.instant(row, "last_at"), pauses(row),
                cause(row.getString("end_cause"))),
            row.getInt("segments"), row.getBoolean("sounds"), Sql.optionalInstant(row, "trashed_at"));
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
        return new MeetingSentence(row.getLong("number"), Sql.instant(row, "at"),
            new MeetingSentence.Origin(new DeviceId(row.getString("device")), row.getString("speaker"), row.getString("tag")),
            row.getString("text"), Optional.ofNullable(row.getString("original")), constant(row, "status", MeetingSentence.Status.MERGED), sound);
    }

    static Summary summary(ResultSet row) throws SQLException {
        Summary.Content content = new Summary.Content(row.getString("title"), Sql.texts(row, "bullets"), Sql.texts(row, "decisions"), Sql.texts(row, "actions"),
            Sql.texts(row, "risks"), Sql.texts(row, "next_steps"));
        return new Summary(content, Duration.ofMillis(row.getLong("duration")), row.getInt("segments"), row.getBoolean("checkpoint"),
            constant(row, "source", Summary.Source.PERSON), row.getString("writer"), Sql.instant(row, "at"));
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
        return new Bookmark(row.getLong("number"), Sql.instant(row, "at"), row.getString("label"));
    }

    /// With the id of its meeting in the column `id`.
    static WebhookDelivery delivery(ResultSet row) throws SQLException {
        WebhookDelivery.Outcome outcome = new WebhookDelivery.Outcome(constant(row, "result", WebhookDelivery.Result.FAIL), row.getInt("status"),
            row.getString("reason"));
        return new WebhookDelivery(row.getLong("number"), new MeetingId(row.getString("id")), Sql.instant(row, "at"), row.getString("host"), outcome,
            row.getInt("bytes"), row.getString("digest"));
    }

    /// A damaged word is no reason to lose the rest of a meeting, or the list of all.
    private static <E extends Enum<E>> E constant(ResultSet row, String column, E otherwise) throws SQLException {
        String word = row.getString(column);
        return Stream.of(otherwise.getDeclaringClass().getEnumConstants()).filter(constant -> constant.name().equals(word)).findFirst().orElse(otherwise);
    }
}
