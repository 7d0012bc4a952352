package earshot.engine;

import earshot.id.DeviceId;
import java.time.Duration;
import java.util.Optional;

/// What a test device that speaks a recording has seen so far.
///
/// @param state firmware state, for example `listening`
/// @param asked sentences it was to speak until now
/// @param spoken sentences it spoke, or could not speak because it did not get to listen
/// @param answered sentences with a whole answer
/// @param played frames that left its playback queue
/// @param missed frames that came and were not played
/// @param waited from the end of its newest sentence to the first frame of the answer
/// @param longest the longest of these times
public record TestDeviceReport(DeviceId deviceId, String state, int asked, int spoken, int answered, long played, long missed, Optional<Duration> waited, Optional<Duration> longest) {
    /// Whether it has spoken all it was to.
    public boolean done() {
        return spoken >= asked;
    }
}
