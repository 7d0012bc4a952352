package earshot.meeting;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;

/// A meeting without its transcript.
///
/// @param title a person's, else the summary's, else empty
/// @param devices those that took part, the one that began it first
/// @param segments count of sentences, pending ones included and dropped repeats excluded
public record Meeting(MeetingId id, String title, Lifecycle lifecycle, List<DeviceId> devices, Times times, int segments, boolean recorded, Optional<Instant> trashedAt) {
    /// Wall clock, ms.
    ///
    /// @param endedAt when it was finalized; empty while it runs
    /// @param lastAt time of the newest sentence, else the start
    public record Times(Instant startedAt, Optional<Instant> endedAt, Instant lastAt) {}

    /// `FINALIZING` from the request to end it until its summary is stored.
    public enum Lifecycle { LIVE, FINALIZING, ENDED }

    /// How long a meeting stays in the trash before it is deleted.
    public static final Duration TRASH = Duration.ofDays(30);

    public Meeting {
        devices = List.copyOf(devices);
    }

    public Instant startedAt() {
        return times.startedAt;
    }

    public Optional<Instant> endedAt() {
        return times.endedAt;
    }

    public Instant lastAt() {
        return times.lastAt;
    }

    public Meeting withTitle(String other) {
        return new Meeting(id, other, lifecycle, devices, times, segments, recorded, trashedAt);
    }

    public Meeting withRecorded(boolean other) {
        return new Meeting(id, title, lifecycle, devices, times, segments, other, trashedAt);
    }

    public Meeting withTrashedAt(Optional<Instant> other) {
        return new Meeting(id, title, lifecycle, devices, times, segments, recorded, other);
    }

    public boolean running() {
        return lifecycle != Lifecycle.ENDED;
    }

    /// From the start to the end, or to `now` while it runs.
    public Duration duration(Instant now) {
        return Duration.between(times.startedAt, times.endedAt.orElse(now));
    }
}
