package earshot.session;

import earshot.device.DeviceCells;
import earshot.device.ListenState;
import earshot.device.StateSpan;
import earshot.time.Time;
import java.time.Instant;

/// Reports the listen and speaking state to the console, and since when it holds. Used on the connection's thread only.
final class Shown {
    private final Time time;
    private final DeviceCells cells;
    private final String sessionId;
    private ListenState state = ListenState.IDLE;
    private Instant since;

    Shown(Time time, DeviceCells cells, String sessionId) {
        this.time = time;
        this.cells = cells;
        this.sessionId = sessionId;
        since = time.now();
    }

    void show(ListenState next, boolean speaking) {
        if (next != state) {
            state = next;
            since = time.now();
        }
        cells.enter(sessionId, kind(speaking), time.nanos());
    }

    private StateSpan.Kind kind(boolean speaking) {
        return speaking ? StateSpan.Kind.SPEAKING : switch (state) {
            case IDLE -> StateSpan.Kind.IDLE;
            case LISTENING -> StateSpan.Kind.LISTENING;
            case FINALIZING -> StateSpan.Kind.FINALIZING;
        };
    }

    ListenState state() {
        return state;
    }

    Instant since() {
        return since;
    }
}
