package earshot.engine;

import earshot.id.DeviceId;
import earshot.simulator.DeviceFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a test device that speaks a recording, or plays a script, has seen so far.
///
/// @param state firmware state, for example `listening`
/// @param waited from the end of its newest sentence to the first frame of the answer
/// @param longest the longest of these times
/// @param failures why sentences had no whole answer, steps of its script that could not be done, and expectations that were not met
public record TestDeviceReport(DeviceId deviceId, String state, Sentences sentences, Frames frames, Optional<Duration> waited,
    Optional<Duration> longest, List<DeviceFailure> failures) {
    /// @param asked sentences it was to speak until now
    /// @param spoken sentences it spoke, or could not speak because it did not get to listen
    /// @param answered sentences with a whole answer
    public record Sentences(int asked, int spoken, int answered) {}

    /// Frames of answers.
    ///
    /// @param played those that left its playback queue
    /// @param missed those that came and were not played
    /// @param late those that came over 40 ms later than their turn
    /// @param reordered those that came after one that was sent later; absent where the protocol form does not tell
    /// @param longestGap the longest time between two of an answer; absent before there were two
    public record Frames(long played, long missed, long late, OptionalLong reordered, Optional<Duration> longestGap) {}

    public TestDeviceReport {
        failures = List.copyOf(failures);
    }

    public int asked() {
        return sentences.asked();
    }

    public int spoken() {
        return sentences.spoken();
    }

    public int answered() {
        return sentences.answered();
    }
}
