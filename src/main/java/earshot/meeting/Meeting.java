package earshot.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A meeting without its transcript.
///
/// @param title a person's, else the summary's, else empty
/// @param devices those that took part, the one that began it first
/// @param startedAt wall clock, ms
/// @param endedAt when it was finalized; empty while it runs
/// @param lastAt time of the newest sentence, else the start
/// @param segments count of sentences, pending ones included and dropped repeats excluded
/// @param recorded whether a recording of it exists
/// @param trashedAt when it was moved to the trash
public record Meeting(String id, String title, Lifecycle lifecycle, List<String> devices, Instant startedAt, Optional<Instant> endedAt, Instant lastAt, int segments,
                      boolean recorded, Optional<Instant> trashedAt) {
    /// `FINALIZING` from the request to end it until its summary is stored.
    public enum Lifecycle { LIVE, FINALIZING, ENDED }

    /// How long a meeting stays in the trash before it is deleted.
    public static final Duration TRASH = Duration.ofDays(30);

    public Meeting {
        devices = List.copyOf(devices);
    }

    public boolean running() {
        return lifecycle != Lifecycle.ENDED;
    }

    /// From the start to the end, or to `now` while it runs.
    public Duration duration(Instant now) {
        return Duration.between(startedAt, endedAt.orElse(now));
    }
}
