package earshot.simulator;

import earshot.problem.Problem;
import java.time.Duration;

/// What can happen to a device.
public sealed interface Happening {
    /// The upgrade is done.
    /// @param took TCP and upgrade
    record Connected(Duration took) implements Happening {}

    /// The server's hello was accepted.
    /// @param took from our hello to theirs; zero when it greeted before it was asked
    /// @param rate Hz of the sound it sends
    record Greeted(String sessionId, int rate, int frameMillis, Duration took) implements Happening {}

    record Changed(DeviceState from, DeviceState to) implements Happening {}

    /// The state machine refused a transition that somebody asked for.
    record Refused(DeviceState from, DeviceState to) implements Happening {}

    /// @param type the message's type, with its state where it has one: `tts start`, `stt`
    /// @param text its `text`, empty where it has none
    record Said(String type, String text, String json) implements Happening {}

    record Sent(String json) implements Happening {}

    /// The last frame of the recorded sentence was sent.
    record SpeechEnded() implements Happening {}

    /// The first frame of a stretch of speech came.
    record FirstFrame() implements Happening {}

    /// Everything of a stretch of speech has been played and `tts stop` was heard.
    record Drained() implements Happening {}

    /// The connection is over.
    record Ended(String why) implements Happening {}

    record Failed(Problem problem) implements Happening {}
}
