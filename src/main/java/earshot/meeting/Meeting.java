package earshot.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A meeting in short.
///
/// @param title a person's, else the summary's, else empty
/// @param devices that took part, the one that began it first
/// @param startedAt wall clock, ms
/// @param endedAt when it was finalized; empty while it runs
/// @param lastAt of the newest sentence, else the start
/// @param segments sentences that count: merged and pending ones
/// @param sounds whether sound of it is kept
/// @param trashedAt since when it waits to be deleted
public record Meeting(String id, String title, State state, List<String> devices, Instant startedAt, Optional<Instant> endedAt, Instant lastAt, int segments,
                      boolean sounds, Optional<Instant> trashedAt) {
    /// `FINALIZING` from the wish to end it until its summary is kept.
    public enum State { LIVE, FINALIZING, ENDED }

    /// How long a meeting waits in the trash.
    public static final Duration TRASH = Duration.ofDays(30);

    public Meeting {
        devices = List.copyOf(devices);
    }

    public boolean running() {
        return state != State.ENDED;
    }

    /// From its start to its end, or to `now` while it runs.
    public Duration duration(Instant now) {
        return Duration.between(startedAt, endedAt.orElse(now));
    }
}
