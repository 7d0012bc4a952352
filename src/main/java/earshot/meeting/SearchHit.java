package earshot.meeting;

import earshot.id.MeetingId;
import java.time.Instant;

/// A search result: a sentence or a title that contains the words searched for.
///
/// @param segment number of the sentence, -1 for the title
public record SearchHit(MeetingId meeting, String title, long segment, Instant at, String speaker, String text) {}
