package earshot.ui.devices;

/// What a person may have the server send to a device.
enum SendKind {
    SENTENCE, ALERT, EMOTION,
    /// Badges only.
    MODE,
    REBOOT, RAW
}
