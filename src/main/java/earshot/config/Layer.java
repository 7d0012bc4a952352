package earshot.config;

/// Where a value stands, from the top down: the first layer that names a key decides.
public enum Layer {
    COMMAND_LINE,
    /// The file that the console writes, and the secrets beside it.
    CONSOLE,
    /// The file of `--config`, never written.
    GIVEN,
    /// `settings.yaml`, under a file of `--config`.
    HOME,
    BUILT_IN
}
