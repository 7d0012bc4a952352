package earshot.device;

import module java.base;

import earshot.audio.StreamStatistics;
import earshot.audio.StreamTotals;
import earshot.id.SessionId;

/// Adds up what passed on the connections of a device in one direction. Safe for use from any thread: numbers of a connection that was replaced change nothing,
/// and no reader sees a sum that falls.
final class FlowTotals {
    private final AtomicReference<Counted> counted = new AtomicReference<>(new Counted(StreamTotals.NONE, Optional.empty(), StreamStatistics.NONE));

    private record Counted(StreamTotals before, Optional<SessionId> connection, StreamStatistics now) {
        StreamTotals all() {
            return before.plus(now);
        }
    }

    /// Counts on another connection from now on.
    void begin(SessionId connection) {
        counted.updateAndGet(known -> new Counted(known.all(), Optional.of(connection), StreamStatistics.NONE));
    }

    void update(SessionId connection, StreamStatistics now) {
        counted.updateAndGet(known -> known.connection.equals(Optional.of(connection)) ? new Counted(known.before, known.connection, now) : known);
    }

    StreamTotals all() {
        return counted.get().all();
    }
}
