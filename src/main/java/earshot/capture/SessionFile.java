package earshot.capture;

import module java.base;

import earshot.data.LetterCase;
import earshot.event.Event;
import earshot.problem.Problem;
import earshot.time.Time;
import earshot.turn.TurnRecord;

/// What a session file holds, in memory.
///
/// @param entries by their monotonic times
/// @param turns the finished ones, the one that ended first first; without sound
/// @param problems the newest first
/// @param notes what is wrong with the file although it could be opened
public record SessionFile(SessionManifest manifest, List<SessionEntry> entries, List<TurnRecord> turns, List<RecordedProblem> problems, List<Problem> notes) {
    /// The ending of its name.
    public static final String EXTENSION = ".earshot";
    /// The ending of the directory in which a recording grows, after [#EXTENSION].
    public static final String PART = ".part";

    public SessionFile {
        entries = List.copyOf(entries);
        turns = List.copyOf(turns);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /// Whether a file of this name can be opened as one; also a recording that was not ended.
    public static boolean isNamed(String file) {
        String name = LetterCase.lower(file);
        return name.endsWith(EXTENSION) || name.endsWith(EXTENSION + PART);
    }

    /// What is kept now.
    ///
    /// @param entries by their monotonic times
    public static SessionFile of(List<SessionEntry> entries, SessionFacts facts, Time time) {
        Instant now = time.now();
        long nanos = entries.isEmpty() ? time.nanos() : entries.getFirst().nanos();
        SessionClock clock = new SessionClock(now.minusNanos(time.nanos() - nanos), nanos, now, facts.zone());
        return new SessionFile(facts.manifest(clock), entries, facts.turns().reversed(), facts.problems(), List.of());
    }

    /// The rows of the timeline, in order.
    public List<Event> rows() {
        return entries.stream().filter(SessionEntry.Row.class::isInstance).map(row -> ((SessionEntry.Row) row).event()).toList();
    }

    /// The connections whose begin is in the file, by their numbers.
    public List<RecordedConnection> connections() {
        SortedMap<Integer, List<SessionEntry.OfConnection>> traffic = new TreeMap<>();
        for (SessionEntry entry : entries) {
            if (entry instanceof SessionEntry.OfConnection one) {
                traffic.computeIfAbsent(one.connection(), _ -> new ArrayList<>()).add(one);
            }
        }
        return traffic.entrySet().stream()
            .flatMap(one -> begin(one.getValue()).map(begin -> new RecordedConnection(one.getKey(), begin.handshake(), begin.nanos(), one.getValue())).stream())
            .toList();
    }

    private static Optional<SessionEntry.Connected> begin(List<SessionEntry.OfConnection> traffic) {
        return traffic.stream().filter(SessionEntry.Connected.class::isInstance).map(SessionEntry.Connected.class::cast).findFirst();
    }

    /// The wall clock at a monotonic time of the file.
    public Instant at(long nanos) {
        return manifest.clock().at(nanos);
    }
}
