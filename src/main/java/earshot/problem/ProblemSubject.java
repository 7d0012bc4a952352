package earshot.problem;

import earshot.id.DeviceId;
import earshot.id.MeetingId;

/// What a problem is about, so that a view can go there.
public sealed interface ProblemSubject {
    record Program() implements ProblemSubject {}

    /// One device, by its normalized id.
    record Device(DeviceId id) implements ProblemSubject {}

    /// One setting, by its dotted key.
    record Setting(String key) implements ProblemSubject {}

    /// A file, by its path as text.
    record File(String path) implements ProblemSubject {}

    /// What holds of a settings file, by its path as text.
    record SettingsFile(String path) implements ProblemSubject {}

    /// A meeting, by its id.
    record Meeting(MeetingId id) implements ProblemSubject {}

    /// What passed between a device and the server, by the rule that it broke.
    ///
    /// @param rule its id, as in `lint.hello-late.what` of the texts
    record ProtocolRule(DeviceId device, String rule) implements ProblemSubject {}

    static ProblemSubject program() {
        return new Program();
    }
}
