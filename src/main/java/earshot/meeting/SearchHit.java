package earshot.meeting;

import earshot.id.MeetingId;
import java.time.Instant;

/// A search result: what contains the words searched for.
///
/// @param number of the sentence, or of the mark; -1 for the title
/// @param speaker of the sentence; empty for the others
public record SearchHit(MeetingId meeting, String title, Kind kind, long number, Instant at, String speaker, String text) {
    public enum Kind { TITLE, SENTENCE, MARK }
}
