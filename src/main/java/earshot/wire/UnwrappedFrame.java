package earshot.wire;

/// The content of a binary message.
public sealed interface UnwrappedFrame {
    /// @param opus one Opus packet, 1 byte or more; 1 to 3 bytes are silence (DTX)
    /// @param timestampMillis the device's timestamp in framing 2, as an unsigned 32-bit number; otherwise 0
    record Packet(byte[] opus, long timestampMillis) implements UnwrappedFrame {}

    /// No content: sent by browser pages when recording stops.
    record Empty() implements UnwrappedFrame {}

    /// A text message in a binary frame (type 1 of framings 2 and 3).
    record Text(String text) implements UnwrappedFrame {}

    /// Not a valid frame of the announced framing.
    ///
    /// @param reason one English sentence: what is wrong, and which framing it looks like
    record Malformed(String reason) implements UnwrappedFrame {}
}
