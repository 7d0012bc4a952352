package earshot.operator;

import module java.base;

import earshot.lint.Finding;

/// What came of a message.
public sealed interface Delivery {
    /// It was handed to the network.
    record Sent() implements Delivery {}

    /// The device played it.
    record Spoken() implements Delivery {}

    /// It was cut off before anything of it was played, or could not be spoken.
    record NotHeard() implements Delivery {}

    /// The device is not connected, or is not any more.
    ///
    /// @param lastSeen empty when it never was
    record Asleep(Optional<Instant> lastSeen) implements Delivery {}

    /// No device of this id was ever seen.
    record Unknown() implements Delivery {}

    /// The protocol lint objects, and nothing was sent.
    record Objected(List<Finding> findings) implements Delivery {
        public Objected {
            findings = List.copyOf(findings);
        }
    }

    /// Too many sentences wait for the device.
    ///
    /// @param most how many may
    record Full(int most) implements Delivery {}

    default boolean succeeded() {
        return switch (this) {
            case Sent _, Spoken _ -> true;
            case NotHeard _, Asleep _, Unknown _, Objected _, Full _ -> false;
        };
    }
}
