package earshot.server;

import module java.base;

/// The pings of one connection that were sent after something whose arrival somebody waits for. Safe for use from any thread.
///
/// WebSocket has no acknowledgement of its own, and TCP does not tell: so a pong to a ping is what shows that all before it was read.
final class ArrivalPings {
    /// A client that answers no pings shows by two things that it sends so far apart that it has read what came before the first: that one alone
    /// may have been on its way, or have waited here while the computer was busy.
    static final Duration SURE = Duration.ofSeconds(5);

    /// Pings that are told apart. One more stands for the last of them, too: its pong shows all before.
    static final int MAX_WAITING = 256;

    private final ArrayDeque<Ping> waiting = new ArrayDeque<>();
    private boolean ended;
    /// Read at every frame, so that nobody waits there.
    private volatile boolean empty = true;

    /// @param nanos what the ping carries: when it was sent
    /// @param heard when something came from the client for the first time since then
    private record Ping(long nanos, OptionalLong heard, CompletableFuture<Boolean> answer) {
        Ping heard(long now) {
            return heard.isPresent() ? this : new Ping(nanos, OptionalLong.of(now), answer);
        }
    }

    /// Called before the ping is sent. Completes with true when it is answered, with false at the end of the connection.
    synchronized CompletableFuture<Boolean> add(long nanos) {
        if (ended) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> answer = waiting.size() < MAX_WAITING ? new CompletableFuture<>() : waiting.removeLast().answer();
        Ping ping = new Ping(nanos, OptionalLong.empty(), answer);
        waiting.add(ping);
        empty = false;
        return ping.answer();
    }

    /// The client answered a ping, and with that all before it: it may leave out those that it did not answer in time.
    void answered(long nanos) {
        complete(ping -> ping.nanos() - nanos <= 0);
    }

    /// Something came from the client.
    void received(long now) {
        if (!empty) {
            complete(ping -> ping.heard().isPresent() && now - ping.heard().getAsLong() >= SURE.toNanos());
            noteHeard(now);
        }
    }

    private synchronized void noteHeard(long now) {
        if (!waiting.isEmpty() && waiting.peekLast().heard().isEmpty()) {
            List<Ping> heard = waiting.stream().map(ping -> ping.heard(now)).toList();
            waiting.clear();
            waiting.addAll(heard);
        }
    }

    private void complete(Predicate<Ping> arrived) {
        List<Ping> done = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && arrived.test(waiting.peek())) {
                done.add(waiting.poll());
            }
            empty = waiting.isEmpty();
        }
        done.forEach(ping -> ping.answer().complete(true));
    }

    /// The connection is over, or its input is not used any more.
    void end() {
        List<Ping> lost;
        synchronized (this) {
            ended = true;
            lost = List.copyOf(waiting);
            waiting.clear();
            empty = true;
        }
        lost.forEach(ping -> ping.answer().complete(false));
    }
}
