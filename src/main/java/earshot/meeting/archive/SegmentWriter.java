package earshot.meeting.archive;

import earshot.meeting.Segment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Writes sentences and their search index. Merging a pending sentence changes no text, so the index is not written then.
final class SegmentWriter {
    private SegmentWriter() {}

    static void write(Connection connection, long meeting, List<Segment> segments) throws SQLException {
        try (PreparedStatement before = connection.prepareStatement("select row, text, status from segment where meeting = ? and number = ?");
             PreparedStatement row = connection.prepareStatement("""
                 insert into segment (meeting, number, at, device, speaker, tag, text, original, status, sound_from, sound_length)
                 values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 on conflict (meeting, number) do update set at = excluded.at, device = excluded.device, speaker = excluded.speaker, tag = excluded.tag,
                     text = excluded.text, original = excluded.original, status = excluded.status, sound_from = excluded.sound_from, sound_length = excluded.sound_length
                 returning row""");
             PreparedStatement words = connection.prepareStatement("insert or replace into words (rowid, text) values (?, ?)");
             PreparedStatement silence = connection.prepareStatement("delete from words where rowid = ?")) {
            for (Segment segment : segments) {
                boolean indexed = false;
                boolean same = false;
                Rows.fill(before, meeting, segment.number());
                try (ResultSet old = before.executeQuery()) {
                    if (old.next()) {
                        indexed = !old.getString("status").equals(Segment.Status.DUPLICATE.name());
                        same = old.getString("text").equals(segment.text());
                    }
                }
                long number = stored(row, meeting, segment);
                if (segment.counts() && !(indexed && same)) {
                    Rows.fill(words, number, Words.spaced(segment.text()));
                    words.executeUpdate();
                } else if (indexed && !segment.counts()) {
                    Rows.fill(silence, number);
                    silence.executeUpdate();
                }
            }
        }
    }

    private static long stored(PreparedStatement row, long meeting, Segment segment) throws SQLException {
        Rows.fill(row, meeting, segment.number(), segment.at(), segment.device(), segment.speaker(), segment.tag(), segment.text(), segment.original(), segment.status(),
            segment.sound().map(Segment.Span::from), segment.sound().map(Segment.Span::length));
        try (ResultSet stored = row.executeQuery()) {
            stored.next();
            return stored.getLong(1);
        }
    }
}
