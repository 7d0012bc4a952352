package earshot.peer;

import module java.base;

import earshot.id.PeerMessageId;

/// Persists messages between devices. Safe for use from any thread; only [#read] waits. Futures fail with [earshot.problem.ProblemException].
interface PeerStore {
    /// What waits, in the order in which it was accepted, and the newest of what is over. Waits for the disk, so it is for start-up only.
    List<PeerMessage> read();

    /// Stores messages in place of those with their ids; those that wait survive a power cut.
    CompletableFuture<?> write(List<PeerMessage> messages);

    CompletableFuture<?> delete(List<PeerMessageId> ids);

    /// A store that persists nothing.
    static PeerStore none() {
        return new PeerStore() {
            @Override
            public List<PeerMessage> read() {
                return List.of();
            }

            @Override
            public CompletableFuture<?> write(List<PeerMessage> messages) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<?> delete(List<PeerMessageId> ids) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
