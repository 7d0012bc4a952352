package earshot.problem;

/// What a problem is about, so that a view can go there.
public sealed interface Subject {
    /// The program as a whole.
    record Program() implements Subject {}

    /// One device, by its normalized id.
    record Device(String id) implements Subject {}

    /// One setting, by its dotted key.
    record Setting(String key) implements Subject {}

    /// A file, by its path as text.
    record File(String path) implements Subject {}

    /// A meeting, by its id.
    record Meeting(String id) implements Subject {}

    static Subject program() {
        return new Program();
    }
}
