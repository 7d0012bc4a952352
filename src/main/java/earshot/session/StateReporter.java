package earshot.session;

import earshot.device.ListenState;
import earshot.device.MutableDeviceModel;
import earshot.device.StateSpan;
import earshot.time.Time;
import java.time.Instant;

/// Reports the listen and speaking state to the console, and since when it holds. Used on the connection's thread only.
final class StateReporter {
    private final Time time;
    private final MutableDeviceModel deviceModel;
    private final String sessionId;
    private ListenState state = ListenState.IDLE;
    private Instant since;

    StateReporter(Time time, MutableDeviceModel deviceModel, String sessionId) {
        this.time = time;
        this.deviceModel = deviceModel;
        this.sessionId = sessionId;
        since = time.now();
    }

    void report(ListenState next, boolean speaking) {
        if (next != state) {
            state = next;
            since = time.now();
        }
        deviceModel.enterState(sessionId, spanKind(speaking), time.nanos());
    }

    private StateSpan.Kind spanKind(boolean speaking) {
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
