package earshot.replay;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.problem.ProblemReason;
import earshot.server.CloseStatus;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.Time;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.UnwrappedFrame;

/// What the server sends on one connection, noted as a recording has it. Written by the reading thread, read by the one that plays.
final class ReplayReceiver implements WebSocketClient.Listener {
    private final Time time;
    private final int connection;
    private final Framing framing;
    private final List<SessionEntry.OfConnection> traffic = new ArrayList<>();
    private final Map<AnswerKey, List<Arrival>> arrivals = new HashMap<>();
    private final Queue<byte[]> pings = new ConcurrentLinkedQueue<>();
    private CompletableFuture<Boolean> change = new CompletableFuture<>();
    private Optional<SessionEntry.Closed> closed = Optional.empty();
    private Optional<Long> lastSound = Optional.empty();

    record Arrival(long nanos, JsonNode json) {}

    ReplayReceiver(Time time, int connection, Framing framing) {
        this.time = time;
        this.connection = connection;
        this.framing = framing;
    }

    @Override
    public void received(WebSocketMessage message, long at) {
        switch (message) {
            case WebSocketMessage.Text(String text) -> note(
                new SessionEntry.Text(at, connection, Direction.OUT, text, text.getBytes(StandardCharsets.UTF_8).length));
            case WebSocketMessage.Binary(byte[] content) -> note(
                BinaryFrameCodec.unwrap(framing, content) instanceof UnwrappedFrame.Packet(byte[] opus, long timestamp)
                ? new SessionEntry.Packet(at, connection, Direction.OUT, timestamp, opus) : new SessionEntry.Frame(at, connection, Direction.OUT, content));
            case WebSocketMessage.Ping(byte[] payload) -> {
                pings.add(payload);
                changed();
            }
            case WebSocketMessage.Pong _ -> { }
            case WebSocketMessage.Close(int code, String reason) -> note(
                new SessionEntry.Closed(at, connection, new CloseStatus(code, reason, CloseStatus.Cause.SERVER)));
        }
    }

    @Override
    public void ended(String why) {
        note(new SessionEntry.Closed(time.nanos(), connection, new CloseStatus(1006, ProblemReason.text(why, Locale.ENGLISH), CloseStatus.Cause.SERVER)));
    }

    /// Notes what passed in either direction; after the end nothing more.
    void note(SessionEntry.OfConnection entry) {
        synchronized (this) {
            if (closed.isPresent()) {
                return;
            }
            traffic.add(entry);
            if (entry instanceof SessionEntry.Packet packet && packet.direction() == Direction.OUT) {
                lastSound = Optional.of(packet.nanos());
            }
            if (entry instanceof SessionEntry.Closed end) {
                closed = Optional.of(end);
            } else if (entry instanceof SessionEntry.Text text && text.direction() == Direction.OUT) {
                JsonNode json = strictTree(text.text());
                arrivals.computeIfAbsent(AnswerKey.of(json), _ -> new ArrayList<>()).add(new Arrival(text.nanos(), json));
            }
        }
        changed();
    }

    private void changed() {
        CompletableFuture<Boolean> before;
        synchronized (this) {
            before = change;
            change = new CompletableFuture<>();
        }
        before.complete(true);
    }

    synchronized Optional<Arrival> arrival(ReplayStep.Awaited awaited) {
        List<Arrival> all = arrivals.getOrDefault(awaited.key(), List.of());
        return all.size() < awaited.number() ? Optional.empty() : Optional.of(all.get(awaited.number() - 1));
    }

    /// Whether sound came at this time or later.
    synchronized boolean heardSince(long nanos) {
        return lastSound.filter(at -> at >= nanos).isPresent();
    }

    synchronized boolean isClosed() {
        return closed.isPresent();
    }

    /// Completes with what comes next. Take it before looking whether what is waited for has come.
    synchronized CompletableFuture<Boolean> next() {
        return change;
    }

    /// A ping to be answered.
    Optional<byte[]> ping() {
        return Optional.ofNullable(pings.poll());
    }

    synchronized List<SessionEntry.OfConnection> traffic() {
        return List.copyOf(traffic);
    }
}
