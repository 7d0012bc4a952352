package earshot.engine;

import earshot.wire.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Everything that a person can ask for. The console and the command line send the same ones.
public sealed interface Command {
    /// Closes the doors and opens them again with the settings in force.
    record Restart() implements Command {}

    /// Lays new values over the settings of the home and puts them in force.
    /// @param values dotted key to value
    record ApplySettings(Map<String, Object> values) implements Command {}

    /// Opens the doors on other ports after a port was taken. 0 = any free one.
    record ChoosePorts(int port, int httpPort) implements Command {}

    record CloseDevice(String id) implements Command {}

    /// Puts off both idle closings.
    record KeepOpen(String id, Duration howLong) implements Command {}

    /// Stops what the device is being told.
    record Interrupt(String id) implements Command {}

    record Rename(String id, String name) implements Command {}

    record Annotate(String id, String note) implements Command {}

    /// Takes an absent device off the list.
    record Forget(String id) implements Command {}

    /// @param dialect empty for "by path"; holds from the next connection on
    record ChooseDialect(String id, Optional<Dialect> dialect) implements Command {}

    /// Starts a test device against the own server that speaks a recording.
    /// @param speech a WAV file, empty for the recorded sentence that is shipped
    record StartTestDevice(Optional<Path> speech) implements Command {}

    /// Starts a test device that hears this computer's microphone while [TalkTestDevice] holds.
    record StartMicrophoneDevice() implements Command {}

    /// Press (`true`) and release (`false`) of the talk button of the microphone device.
    record TalkTestDevice(boolean pressed) implements Command {}

    record StopTestDevice() implements Command {}

    /// Connects to each own address from this computer and says which answer.
    record CheckAddresses() implements Command {}

    /// Lets go of the sounds of all finished turns.
    record ForgetSounds() implements Command {}

    /// Takes a resolved problem off the list, or acknowledges an open one.
    record DismissProblem(long number) implements Command {}
}
