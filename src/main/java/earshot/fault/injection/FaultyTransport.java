package earshot.fault.injection;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.fault.Faults;
import earshot.fault.ImpairedQueue;
import earshot.fault.Impairment;
import earshot.server.CloseStatus;
import earshot.server.DeviceTransport;
import earshot.server.Handshake;
import earshot.time.Time;
import earshot.watch.WatchSubscription;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.UnwrappedFrame;

/// Sends to a device as the faults that are on for it demand.
final class FaultyTransport implements DeviceTransport {
    /// As long as the server waits for the answer to its close.
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final DeviceTransport transport;
    private final Handshake handshake;
    private final FaultRegistry registry;
    private final Time time;
    private final ImpairedQueue queue;
    private final CompletableFuture<FaultyInput> input = new CompletableFuture<>();
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private volatile WatchSubscription untilPassing = () -> { };
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    FaultyTransport(DeviceTransport transport, Handshake handshake, FaultRegistry registry, Time time) {
        this.transport = transport;
        this.handshake = handshake;
        this.registry = registry;
        this.time = time;
        queue = new ImpairedQueue(time);
    }

    /// @param receiver is told the end of a connection that cannot be closed
    void endedBy(FaultyInput receiver) {
        input.complete(receiver);
    }

    Faults faults() {
        return registry.of(handshake.identity().deviceId(), FaultSide.SERVER);
    }

    @Override
    public boolean send(String text) {
        Faults now = faults();
        if (now.isEmpty() && queue.idle()) {
            return transport.send(text);
        }
        if (over.isDone() || now.has(FaultKind.HALF_OPEN)) {
            return !over.isDone();
        }
        Optional<ObjectNode> hello = hello(text, now);
        if (hello.isPresent() && now.has(FaultKind.HELLO_MISSING)) {
            return true;
        }
        String sent = hello.filter(_ -> now.has(FaultKind.HELLO_WRONG)).map(node -> node.put("transport", "udp").toString()).orElse(text);
        Impairment impairment = hello.isPresent() ? now.ofSending().later(now.duration(FaultKind.HELLO_LATE)) : now.ofSending();
        boolean taken = offer(() -> transport.send(sent), 2 * sent.length(), false, impairment);
        if (!taken) {
            // what the client of a slow network gets that does not read
            transport.close(1008, "peer does not read");
        }
        return taken;
    }

    @Override
    public boolean send(byte[] frame) {
        Faults now = faults();
        if (now.isEmpty() && queue.idle()) {
            return transport.send(frame);
        }
        if (over.isDone() || now.has(FaultKind.HALF_OPEN)) {
            return !over.isDone();
        }
        byte[] sent = now.has(FaultKind.WRONG_FRAMING) ? wronglyFramed(frame) : frame;
        return offer(() -> transport.send(sent), sent.length, true, now.ofSending());
    }

    /// Nothing arrives of what a half-open connection swallows.
    @Override
    public CompletableFuture<Boolean> arrival() {
        Faults now = faults();
        if (now.isEmpty() && queue.idle()) {
            return transport.arrival();
        }
        CompletableFuture<Boolean> arrival = over.thenApply(_ -> false);
        offer(() -> transport.arrival().thenAccept(arrival::complete), 0, false, now.ofSending());
        return arrival;
    }

    private boolean offer(Runnable pass, int bytes, boolean frame, Impairment impairment) {
        return queue.offer(new ImpairedQueue.Message(() -> {
            if (!faults().has(FaultKind.HALF_OPEN)) {
                pass.run();
            }
        }, bytes, frame), impairment);
    }

    private static Optional<ObjectNode> hello(String text, Faults now) {
        if (!now.has(FaultKind.HELLO_LATE) && !now.has(FaultKind.HELLO_MISSING) && !now.has(FaultKind.HELLO_WRONG)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(text);
            return node instanceof ObjectNode object && object.path("type").asText().equals("hello") ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// In a form that the device did not announce: with a head where it expects none, without one where it expects a head.
    private byte[] wronglyFramed(byte[] frame) {
        return switch (BinaryFrameCodec.unwrap(handshake.framing(), frame)) {
            case UnwrappedFrame.Packet packet when handshake.framing() == Framing.RAW -> BinaryFrameCodec.wrap(Framing.COMPACT, packet.opus(), 0);
            case UnwrappedFrame.Packet packet -> packet.opus();
            case UnwrappedFrame.Text _, UnwrappedFrame.Empty _, UnwrappedFrame.Malformed _ -> frame;
        };
    }

    @Override
    public void close(int code, String reason) {
        close(() -> transport.close(code, reason));
    }

    @Override
    public void closeFlooding(int code, String reason) {
        close(() -> transport.closeFlooding(code, reason));
    }

    private void close(Runnable closing) {
        Faults now = faults();
        if (now.has(FaultKind.HALF_OPEN)) {
            abandon(closing);
        } else if (queue.idle() || !offer(closing, 0, false, now.ofSending())) {
            closing.run();
        }
    }

    /// The device does not learn that the server has ended it; TCP ends when the device hangs up, or something passes again.
    private void abandon(Runnable closing) {
        if (abandoned.compareAndSet(false, true)) {
            time.after(CLOSE_LIMIT,
                () -> input.thenAccept(receiver -> receiver.end(new CloseStatus(1006, "half-open: the device cannot be told", CloseStatus.Cause.SERVER))));
            untilPassing = registry.active().observe(_ -> {
                if (!faults().has(FaultKind.HALF_OPEN)) {
                    closing.run();
                }
            });
            if (over.isDone()) {
                untilPassing.close();
            }
        }
    }

    @Override
    public void abort() {
        queue.close();
        transport.abort();
    }

    /// The connection is over.
    void end() {
        over.complete(null);
        queue.close();
        untilPassing.close();
    }
}
