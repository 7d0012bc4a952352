package earshot.meeting;

import java.time.Instant;

/// A moment of a meeting that a person marked.
///
/// @param number unique in its meeting
public record Bookmark(long number, Instant at, String label) {}
