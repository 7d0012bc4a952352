package earshot.capture;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.turn.TurnRecord;

/// What a session file holds beside what passed, as it is now. Asked from any thread; returns at once.
public interface SessionFacts {
    /// Version of the program.
    String product();

    ZoneId zone();

    /// In force, by dotted key, secrets left out.
    Map<String, Object> settings();

    List<DeviceFacts> devices();

    /// The faults that were on at a moment or later.
    List<RecordedFault> faults(Instant since);

    /// The finished turns that are kept, the one that ended last first.
    List<TurnRecord> turns();

    /// The newest first.
    List<RecordedProblem> problems();

    /// What a file says of itself.
    default SessionManifest manifest(SessionClock clock) {
        return new SessionManifest(SessionManifest.FORMAT, product(), clock, settings(), devices(), faults(clock.started()));
    }
}
