package earshot.meeting.store;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.SearchHit;
import earshot.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Finds titles, sentences, marks and the speakers whom people named. Titles and sentences have an index; of marks and names there are few, so that all are
/// read.
final class MeetingSearch {
    private static final String SENTENCE = """
        select m.id, m.title, s.number, s.at, s.text, \
        coalesce((select name from speaker n where n.meeting = s.meeting and n.speaker = s.speaker), s.speaker) as who
        from %s where %s and m.trashed_at is null""";

    private record NamedSpeaker(long meeting, String speaker, String name) {}

    private MeetingSearch() {}

    /// Newest first, at most `most`; none in the trash, no repeats.
    static List<SearchHit> find(Connection connection, String words, int most) throws SQLException {
        Set<SearchHit> hits = new LinkedHashSet<>();
        String query = SearchText.query(words).orElseThrow();
        hits.addAll(Sql.query(connection, """
            select m.id, m.title, m.started_at as at from words w cross join meeting m on m.number = -w.rowid
            where words match ? and w.rowid < 0 and m.trashed_at is null order by w.rowid limit ?""",
            row -> new SearchHit(new MeetingId(row.getString("id")), row.getString("title"), SearchHit.Kind.TITLE, -1, Sql.instant(row, "at"), "",
                row.getString("title")),
            query, most));
        hits.addAll(Sql.query(connection,
            SENTENCE.formatted("words w cross join segment s on s.row = w.rowid cross join meeting m on m.number = s.meeting", "words match ? and w.rowid > 0")
            + " order by w.rowid desc limit ?", MeetingSearch::sentence, query, most));
        hits.addAll(marks(connection, words));
        hits.addAll(speakers(connection, words, most));
        return hits.stream().sorted(Comparator.comparing(SearchHit::at).reversed()).limit(most).toList();
    }

    private static List<SearchHit> marks(Connection connection, String words) throws SQLException {
        return Sql.query(connection,
                "select m.id, m.title, k.number, k.at, k.label from mark k join meeting m on m.number = k.meeting where m.trashed_at is null and k.label <> ''",
                row -> new SearchHit(new MeetingId(row.getString("id")), row.getString("title"), SearchHit.Kind.MARK, row.getLong("number"),
                    Sql.instant(row, "at"), "", row.getString("label")))
            .stream().filter(hit -> SearchText.words(words).stream().allMatch(word -> SearchText.contains(hit.text(), word))).toList();
    }

    /// What a named speaker said first in a meeting; where only some of the words are in the name, what contains the others. The newest meetings first, so that
    /// those of years are not all asked.
    private static List<SearchHit> speakers(Connection connection, String words, int most) throws SQLException {
        List<NamedSpeaker> named = Sql.query(connection,
            "select n.meeting, n.speaker, n.name from speaker n join meeting m on m.number = n.meeting where m.trashed_at is null order by m.started_at desc",
            row -> new NamedSpeaker(row.getLong(1), row.getString(2), row.getString(3)));
        List<SearchHit> hits = new ArrayList<>();
        for (NamedSpeaker one : named) {
            if (hits.size() >= most) {
                break;
            }
            List<String> others = SearchText.words(words).stream().filter(word -> !SearchText.contains(one.name, word)).toList();
            if (others.isEmpty()) {
                hits.addAll(Sql.query(connection,
                    SENTENCE.formatted("segment s join meeting m on m.number = s.meeting", "s.meeting = ? and s.speaker = ? and s.status <> 'DUPLICATE'")
                    + " order by s.number limit 1", MeetingSearch::sentence, one.meeting, one.speaker));
            } else if (others.size() < SearchText.words(words).size()) {
                hits.addAll(Sql.query(connection,
                    SENTENCE.formatted("words w cross join segment s on s.row = w.rowid cross join meeting m on m.number = s.meeting",
                    "words match ? and w.rowid > 0 and s.meeting = ? and s.speaker = ?") + " order by w.rowid desc limit ?", MeetingSearch::sentence,
                    SearchText.query(String.join(" ", others)).orElseThrow(), one.meeting, one.speaker, most));
            }
        }
        return hits;
    }

    private static SearchHit sentence(ResultSet row) throws SQLException {
        return new SearchHit(new MeetingId(row.getString("id")), row.getString("title"), SearchHit.Kind.SENTENCE, row.getLong("number"),
            Sql.instant(row, "at"), row.getString("who"), row.getString("text"));
    }
}
