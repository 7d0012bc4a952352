package earshot.meeting.store;

import earshot.meeting.MeetingSentence;
import earshot.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Writes sentences and their search index. Merging a pending sentence changes no text, so the index is not written then.
final class MeetingSentenceWriter {
    private MeetingSentenceWriter() {}

    static void write(Connection connection, long meeting, List<MeetingSentence> sentences) throws SQLException {
        try (PreparedStatement before = connection.prepareStatement("select row, text, status from segment where meeting = ? and number = ?");
             PreparedStatement row = connection.prepareStatement("""
                 insert into segment (meeting, number, at, device, speaker, tag, text, original, status, sound_from, sound_length)
                 values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 on conflict (meeting, number) do update set at = excluded.at, device = excluded.device, speaker = excluded.speaker, tag = excluded.tag,
                     text = excluded.text, original = excluded.original, status = excluded.status, sound_from = excluded.sound_from,
                     sound_length = excluded.sound_length
                 returning row""");
             PreparedStatement words = connection.prepareStatement("insert or replace into words (rowid, text) values (?, ?)");
             PreparedStatement silence = connection.prepareStatement("delete from words where rowid = ?")) {
            for (MeetingSentence sentence : sentences) {
                boolean indexed = false;
                boolean same = false;
                Sql.bind(before, meeting, sentence.number());
                try (ResultSet old = before.executeQuery()) {
                    if (old.next()) {
                        indexed = !old.getString("status").equals(MeetingSentence.Status.DUPLICATE.name());
                        same = old.getString("text").equals(sentence.text());
                    }
                }
                long number = stored(row, meeting, sentence);
                if (sentence.counts() && !(indexed && same)) {
                    Sql.bind(words, number, SearchText.indexed(sentence.text()));
                    words.executeUpdate();
                } else if (indexed && !sentence.counts()) {
                    Sql.bind(silence, number);
                    silence.executeUpdate();
                }
            }
        }
    }

    private static long stored(PreparedStatement row, long meeting, MeetingSentence sentence) throws SQLException {
        Sql.bind(row, meeting, sentence.number(), sentence.at(), sentence.device(), sentence.speaker(), sentence.tag(),
            sentence.text(), sentence.original(), sentence.status(),
            sentence.recordingSpan().map(MeetingSentence.Span::from), sentence.recordingSpan().map(MeetingSentence.Span::length));
        try (ResultSet stored = row.executeQuery()) {
            stored.next();
            return stored.getLong(1);
        }
    }
}
