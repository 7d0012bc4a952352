package earshot.simulator;

import earshot.problem.Problem;
import java.time.Duration;

/// An event of a simulated device.
public sealed interface Happening {
    /// The upgrade is done.
    /// @param took duration of TCP connect and upgrade
    record Connected(Duration took) implements Happening {}

    /// The server's hello was accepted.
    /// @param took from our hello to the server's; zero when it was sent unasked
    /// @param rate sample rate of the server's audio, Hz
    record Greeted(String sessionId, int rate, int frameMillis, Duration took) implements Happening {}

    record Changed(DeviceState from, DeviceState to) implements Happening {}

    /// The state machine refused a transition.
    record Refused(DeviceState from, DeviceState to) implements Happening {}

    /// @param type the message's type, with its state where it has one: `tts start`, `stt`
    /// @param text its `text`, empty where it has none
    record Said(String type, String text, String json) implements Happening {}

    record Sent(String json) implements Happening {}

    /// The last frame of the recorded sentence was sent.
    record SpeechEnded() implements Happening {}

    /// The first frame of an answer arrived.
    record FirstFrame() implements Happening {}

    /// The whole answer was played and `tts stop` arrived.
    record Drained() implements Happening {}

    /// The connection was closed.
    record Ended(String why) implements Happening {}

    record Failed(Problem problem) implements Happening {}
}
