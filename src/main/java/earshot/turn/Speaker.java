package earshot.turn;

import earshot.device.TurnFacts;
import earshot.wire.Outbound;

/// What a turn sends to its device and reports to the connection. Implemented by the connection; every method is safe for use from any
/// thread, returns at once and never throws.
public interface Speaker {
    /// Sends a message. False when the connection is gone.
    boolean send(Outbound message);

    /// Sends one Opus packet in the connection's framing. False when the connection is gone or the packet was dropped.
    ///
    /// @param pcm the samples in the packet, for the console's level meter
    boolean send(byte[] packet, short[] pcm);

    /// The turn made progress: a transcript, a finished stage, a tool. The newest facts replace the earlier ones.
    void moved(TurnFacts facts);

    /// The answer ends the conversation: the connection is to be closed after this turn.
    void lastWords();

    /// The turn has ended and sends nothing more. Called exactly once.
    void over(TurnFacts facts);
}
