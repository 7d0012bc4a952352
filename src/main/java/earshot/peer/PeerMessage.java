package earshot.peer;

import module java.base;

import earshot.data.ByteBudget;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;

/// A message from one device to another.
///
/// @param summary one line, as the receiver shows it
/// @param envelope the JSON that the receiver gets
/// @param accepted when the sender's rules and limits let it through
public record PeerMessage(PeerMessageId id, DeviceId from, DeviceId to, String category, String summary, String envelope, Instant accepted,
    PeerMessageState state) {
    PeerMessage with(PeerMessageState next) {
        return new PeerMessage(id, from, to, category, summary, envelope, accepted, next);
    }

    /// Bytes that it holds in memory, an estimate.
    long bytes() {
        return ByteBudget.size(summary) + ByteBudget.size(envelope);
    }

    public boolean waiting() {
        return state instanceof PeerMessageState.Waiting;
    }

    /// Whether nothing becomes of it any more.
    public boolean over() {
        return state instanceof PeerMessageState.Delivered || state instanceof PeerMessageState.Dropped;
    }
}
