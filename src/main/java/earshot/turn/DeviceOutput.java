package earshot.turn;

import earshot.wire.OutboundMessage;

/// What a turn sends to its device and reports to the connection. Implemented by the connection; every method is safe for use from any
/// thread, returns at once and never throws.
public interface DeviceOutput {
    /// Sends a message. False when the connection is gone.
    boolean send(OutboundMessage message);

    /// Sends one Opus packet in the connection's framing. False when the connection is gone or the packet was dropped.
    ///
    /// @param pcm the samples in the packet, for the console's level meter
    boolean send(byte[] packet, short[] pcm);

    /// The turn made progress: a transcript, a finished stage, a tool. The newest facts replace the earlier ones.
    void turnChanged(TurnFacts facts);

    /// The answer ends the conversation: the connection is to be closed after this turn.
    void closeAfterTurn();

    /// The turn has ended and sends nothing more. Called exactly once.
    void turnEnded(TurnFacts facts);
}
