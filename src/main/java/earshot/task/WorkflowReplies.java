package earshot.task;

import module java.base;

import earshot.feature.FeatureConnection;
import earshot.wire.OutboundMessage;

/// The answers of one connection, in the order of its requests and none before what it says is on disk: whoever got an `ok` keeps it over `kill -9`. Used on
/// the connection's thread only.
final class WorkflowReplies {
    /// Answers that may wait for the disk.
    static final int MAX_WAITING = 256;

    private final FeatureConnection connection;
    private final ArrayDeque<Reply> waiting = new ArrayDeque<>();

    /// @param message made when its turn comes
    private record Reply(CompletableFuture<?> stored, Supplier<OutboundMessage> message) {}

    WorkflowReplies(FeatureConnection connection) {
        this.connection = connection;
    }

    /// Whether the disk is so far behind that nothing more is taken.
    boolean full() {
        return waiting.size() >= MAX_WAITING;
    }

    /// Sends a message after those before it.
    void send(Supplier<OutboundMessage> message) {
        send(CompletableFuture.completedFuture(null), message);
    }

    /// Sends a message after those before it.
    ///
    /// @param stored before which it is not sent, however it completes
    void send(CompletableFuture<?> stored, Supplier<OutboundMessage> message) {
        waiting.addLast(new Reply(stored, message));
        sendReady();
        if (!stored.isDone()) {
            stored.whenComplete((_, _) -> connection.post(this::sendReady));
        }
    }

    private void sendReady() {
        while (!waiting.isEmpty() && waiting.peekFirst().stored.isDone()) {
            connection.send(waiting.removeFirst().message.get());
        }
    }
}
