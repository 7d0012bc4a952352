package earshot.config;

/// The sources of a value, highest first: the first layer that names a key decides.
public enum SettingsLayer {
    COMMAND_LINE,
    /// The file that the console writes, and its secrets file.
    CONSOLE,
    /// The file given by `--config`, never written.
    GIVEN,
    /// `settings.yaml`, when it lies below a file given by `--config`.
    HOME,
    BUILT_IN
}
