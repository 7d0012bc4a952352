package earshot.wire;

/// What a binary message held.
public sealed interface Unwrapped {
    /// @param opus one Opus packet, 1 byte or more; 1 to 3 bytes are the silence of DTX
    /// @param timestampMillis the device's stamp in framing 2, as an unsigned 32-bit number; 0 in the others
    record Packet(byte[] opus, long timestampMillis) implements Unwrapped {}

    /// Nothing: browser pages say so that recording stopped.
    record Empty() implements Unwrapped {}

    /// A text message in binary clothes (type 1 of framings 2 and 3).
    record Text(String text) implements Unwrapped {}

    /// No frame of the framing that the device announced.
    ///
    /// @param reason one English sentence: what does not fit, and what it looks like
    record Wrong(String reason) implements Unwrapped {}
}
