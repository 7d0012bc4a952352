package earshot.capture;

import module java.base;

/// A recording in progress.
///
/// @param file that it becomes
/// @param bytes written so far, before they are compressed
/// @param lost entries that came faster than they could be written
public record RecordingState(Path file, Instant since, long bytes, long lost) {}
