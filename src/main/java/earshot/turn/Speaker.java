package earshot.turn;

import earshot.device.TurnFacts;
import earshot.wire.Outbound;

/// How a turn reaches its device. Implemented by the connection; every method is safe from any thread, returns at once
/// and never throws.
public interface Speaker {
    /// Sends a message. False when the connection is gone.
    boolean send(Outbound message);

    /// Sends one Opus packet in the connection's framing, and shows `pcm`, the sound in it, as what leaves now.
    /// False when the connection is gone or the packet was dropped.
    boolean send(byte[] packet, short[] pcm);

    /// The turn moved on: what was heard, a finished stage, the outcome. The newest facts replace the earlier ones.
    void moved(TurnFacts facts);

    /// What is being said are the last words: the connection is to be closed after this turn.
    void lastWords();

    /// The turn is over and nothing of it will be sent any more. Called once.
    void over(TurnFacts facts);
}
