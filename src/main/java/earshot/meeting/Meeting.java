package earshot.meeting;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.problem.ProblemReason;

/// A meeting without its transcript.
///
/// @param title a person's, else the summary's, else empty
/// @param devices those that took part, the one that began it first
/// @param segments count of sentences, pending ones included and dropped repeats excluded
public record Meeting(MeetingId id, String title, Lifecycle lifecycle, List<DeviceId> devices, Times times, int segments, boolean recorded,
    Optional<Instant> trashedAt) {
    /// Wall clock, ms.
    ///
    /// @param endedAt when it was finalized; empty while it runs
    /// @param lastAt time of the newest sentence, else the start
    /// @param pauses of a meeting that continued after it had ended, in order
    /// @param cause why it ended last; empty where that is not known, and before it ended
    public record Times(Instant startedAt, Optional<Instant> endedAt, Instant lastAt, List<Pause> pauses, Optional<EndCause> cause) {
        public Times {
            pauses = List.copyOf(pauses);
        }

        /// Of a meeting that never continued after its end.
        public Times(Instant startedAt, Optional<Instant> endedAt, Instant lastAt) {
            this(startedAt, endedAt, lastAt, List.of(), Optional.empty());
        }
    }

    /// The time between the end of a meeting and its continuation.
    ///
    /// @param cause of that end
    public record Pause(Instant from, Instant to, Optional<EndCause> cause) {}

    /// Why a meeting ends: a `finalize` message, `mode end`, a spoken phrase, a person at the console, no device returned, nobody said anything any more.
    public enum EndCause {
        MESSAGE(ProblemReason.MEETING_END_MESSAGE), MODE_END(ProblemReason.MEETING_END_MODE), PHRASE(ProblemReason.MEETING_END_PHRASE),
        CONSOLE(ProblemReason.MEETING_END_CONSOLE),
        ABSENCE(ProblemReason.MEETING_END_ABSENCE), SILENCE(ProblemReason.MEETING_END_SILENCE);

        private final ProblemReason reason;

        EndCause(ProblemReason reason) {
            this.reason = reason;
        }

        /// How people are told of it.
        public ProblemReason reason() {
            return reason;
        }
    }

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

    public List<Pause> pauses() {
        return times.pauses;
    }

    /// From the start to the end, or to `now` while it runs, without pauses.
    public Duration duration(Instant now) {
        Instant end = times.endedAt.orElse(now);
        return times.pauses.stream().filter(pause -> pause.from.isBefore(end))
            .map(pause -> Duration.between(pause.from, pause.to.isBefore(end) ? pause.to : end))
            .reduce(Duration.between(times.startedAt, end), Duration::minus);
    }
}
