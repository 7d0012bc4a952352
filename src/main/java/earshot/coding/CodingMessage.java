package earshot.coding;

/// A `coding` message of a device. Source: badge-protocol section 2.17.
sealed interface CodingMessage {
    record Start() implements CodingMessage {}

    record Stop() implements CodingMessage {}

    record Clear() implements CodingMessage {}

    /// @param name as sent
    record Phase(String name) implements CodingMessage {}

    /// @param name as sent
    record Step(String name) implements CodingMessage {}

    /// @param text as sent
    record Log(Level level, String text) implements CodingMessage {}

    enum Level { INFO, WARN, ERROR }

    /// One that cannot be used.
    ///
    /// @param reason one English sentence for the device's developer, without anything that was sent
    record Invalid(String reason) implements CodingMessage {}
}
