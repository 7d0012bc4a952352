package earshot.peer;

import module java.base;

import earshot.id.SessionId;

/// Where a message to another device is.
public sealed interface PeerMessageState {
    /// @param expires when it is dropped
    record Waiting(Instant expires) implements PeerMessageState {}

    /// The receiver's connection took it, and has not shown yet that it arrived.
    ///
    /// @param by that connection
    /// @param expires when it is dropped if it has to wait again
    record Sent(Instant at, SessionId by, Instant expires) implements PeerMessageState {}

    /// It arrived.
    record Delivered(Instant at) implements PeerMessageState {}

    record Dropped(Instant at, DropReason reason) implements PeerMessageState {}

    /// Why a message never arrives.
    enum DropReason {
        /// The receiver did not come within three days.
        EXPIRED,
        /// As many wait for the receiver, or from the sender, as may; the sender was told.
        QUEUE_FULL,
        /// It could not be stored; the sender was told.
        NOT_STORED,
        /// A person deleted it.
        DELETED
    }
}
