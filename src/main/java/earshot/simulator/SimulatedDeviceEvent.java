package earshot.simulator;

import earshot.problem.Problem;
import earshot.problem.ProblemReason;
import java.time.Duration;

/// An event of a simulated device.
public sealed interface SimulatedDeviceEvent {
    /// The OTA answer asks for activation: the device waits until somebody approves it.
    ///
    /// @param code that the device shows; empty where there is none
    record ActivationRequired(String code) implements SimulatedDeviceEvent {}

    /// TCP connect and upgrade are done.
    record Connected(Duration took) implements SimulatedDeviceEvent {}

    /// The server's hello was accepted.
    /// @param took from our hello to the server's; zero when it was sent unasked
    record HelloReceived(Duration took) implements SimulatedDeviceEvent {}

    record StateChanged(SimulatedState from, SimulatedState to) implements SimulatedDeviceEvent {}

    /// The state machine refused a transition.
    record TransitionRefused(SimulatedState from, SimulatedState to) implements SimulatedDeviceEvent {}

    /// @param type the message's type, with its state where it has one: `tts start`, `stt`
    /// @param text its `text`, empty where it has none
    record MessageReceived(String type, String text, String json) implements SimulatedDeviceEvent {}

    record MessageSent(String json) implements SimulatedDeviceEvent {}

    /// The last frame of the recorded sentence was sent.
    record SpeechEnded() implements SimulatedDeviceEvent {}

    /// The first frame of an answer arrived.
    record FirstFrame() implements SimulatedDeviceEvent {}

    /// The whole answer was played and `tts stop` arrived.
    record PlaybackDrained() implements SimulatedDeviceEvent {}

    /// The connection was closed.
    ///
    /// @param why as an argument of a problem
    record Disconnected(String why) implements SimulatedDeviceEvent {
        /// By the device itself.
        static Disconnected here() {
            return new Disconnected(ProblemReason.DEVICE_HUNG_UP.toString());
        }
    }

    record Failed(Problem problem) implements SimulatedDeviceEvent {}
}
