package earshot.peer;

import module java.base;

import earshot.event.EventCode;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessageState.Delivered;
import earshot.peer.PeerMessageState.Sent;
import earshot.peer.PeerMessageState.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings messages to devices: at once those that are online, when they come the others. Safe for use from any thread.
final class PeerDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDelivery.class);

    private final PeerServices services;
    private final PeerQueue queue;
    private final ConnectedDevices devices;

    PeerDelivery(PeerServices services, PeerQueue queue, ConnectedDevices devices) {
        this.services = services;
        this.queue = queue;
        this.devices = devices;
    }

    /// Sends a message to all its targets, or queues it. Waits for the disk where it is queued: what the receipt says is kept.
    ///
    /// @param refused devices to which the sender may not send
    PeerReceipt deliver(DeviceId from, String category, NormalizedMessage message, List<DeviceId> targets, List<DeviceId> refused) {
        Instant now = services.time().now();
        List<PeerMessage> messages = targets.stream().map(to -> message(from, to, category, message, now)).toList();
        List<PeerMessage> taken = queue.add(messages);
        Set<PeerMessageId> own = messages.stream().map(PeerMessage::id).collect(Collectors.toSet());
        // not asked of the queue: what is over leaves its list when more is
        Set<PeerMessageId> sent = new HashSet<>();
        for (DeviceId to : targets) {
            PeerQueue.Drained drained = drain(to);
            drained.sent().forEach(one -> sent.add(one.id()));
            tell(to, drained, one -> !own.contains(one.id()));
        }
        queue.keep(taken).join();
        Map<Outcome, List<PeerMessage>> outcomes = messages.stream().collect(Collectors.groupingBy(one -> outcome(one, sent)));
        outcomes.forEach((outcome, those) -> log(from, those, outcome.event));
        Function<Outcome, List<DeviceId>> receivers = outcome -> receivers(outcomes.getOrDefault(outcome, List.of()));
        return new PeerReceipt(receivers.apply(Outcome.DELIVERED), Stream.concat(refused.stream(), receivers.apply(Outcome.FAILED).stream()).toList(),
            receivers.apply(Outcome.ENQUEUED));
    }

    /// What a receipt says of a message.
    private enum Outcome {
        DELIVERED(EventCode.PEER_DELIVERED), ENQUEUED(EventCode.PEER_QUEUED), FAILED(EventCode.PEER_NOT_QUEUED);

        private final EventCode event;

        Outcome(EventCode event) {
            this.event = event;
        }
    }

    /// @param sent those that a connection took just now
    private Outcome outcome(PeerMessage message, Set<PeerMessageId> sent) {
        Optional<PeerMessageState> state = queue.state(message);
        if (state.filter(Waiting.class::isInstance).isPresent()) {
            return Outcome.ENQUEUED;
        }
        boolean taken = sent.contains(message.id()) || state.filter(now -> now instanceof Sent || now instanceof Delivered).isPresent();
        return taken ? Outcome.DELIVERED : Outcome.FAILED;
    }

    private static PeerMessage message(DeviceId from, DeviceId to, String category, NormalizedMessage message, Instant now) {
        PeerMessageId id = new PeerMessageId("%016x".formatted(ThreadLocalRandom.current().nextLong()));
        return new PeerMessage(id, from, to, category, message.summary(), PeerWire.envelope(id, from, category, message, now).toString(), now,
            new Waiting(now.plus(PeerQueue.LIFETIME)));
    }

    private static List<DeviceId> receivers(List<PeerMessage> messages) {
        return messages.stream().map(PeerMessage::to).toList();
    }

    private void log(DeviceId from, List<PeerMessage> messages, EventCode outcome) {
        if (!messages.isEmpty()) {
            services.events().log(from, "peer", outcome, messages.getFirst().category(),
                receivers(messages).stream().map(DeviceId::value).collect(Collectors.joining(", ")));
        }
    }

    /// Sends a device what waits for it. Returns at once.
    void flush(DeviceConnection connection) {
        tell(connection.deviceId(), drain(connection), _ -> true);
    }

    /// The same, for one that may be online. Returns how many it took.
    int flush(DeviceId device) {
        PeerQueue.Drained drained = drain(device);
        tell(device, drained, _ -> true);
        return drained.sent().size();
    }

    private PeerQueue.Drained drain(DeviceId device) {
        return devices.connection(device).map(this::drain).orElse(new PeerQueue.Drained(List.of(), List.of()));
    }

    private PeerQueue.Drained drain(DeviceConnection connection) {
        Map<PeerMessageId, CompletableFuture<Boolean>> arrivals = new HashMap<>();
        PeerQueue.Drained drained = queue.drain(connection.deviceId(), connection.sessionId(), one -> {
            boolean taken = connection.send(PeerWire.delivered(one));
            if (taken) {
                // at once: a device that hangs up between a message and its ping gets the message again
                arrivals.put(one.id(), connection.arrival());
            }
            return taken;
        });
        drained.sent().forEach(one -> settle(connection, one, arrivals.get(one.id())));
        return drained;
    }

    /// What has arrived is over, before the end of the connection can be noticed. What has not waits again.
    private void settle(DeviceConnection connection, PeerMessage sent, CompletableFuture<Boolean> arrival) {
        arrival.thenAccept(arrived -> {
            if (arrived) {
                queue.arrived(List.of(sent));
            }
        });
        // not where it completes: that may be within the sending of another message
        arrival.thenAcceptAsync(arrived -> {
            if (!arrived) {
                sendAgain(connection);
            }
        }, task -> Thread.ofVirtual().name("peer-arrival").start(task));
    }

    /// What a connection that ended took goes to the device's next one, which may be there already.
    private void sendAgain(DeviceConnection connection) {
        DeviceId device = connection.deviceId();
        List<PeerMessage> again = queue.lost(device, connection.sessionId());
        if (!again.isEmpty()) {
            services.events().log(device, "peer", EventCode.PEER_WAITS_AGAIN, again.size());
            queue.keep(again);
            flush(device);
        }
    }

    /// Tells the senders that are online what became of the messages that had waited.
    ///
    /// @param waited which of those that were delivered
    private void tell(DeviceId device, PeerQueue.Drained drained, Predicate<PeerMessage> waited) {
        List<PeerMessage> arrived = drained.sent().stream().filter(waited).toList();
        if (arrived.isEmpty() && drained.expired().isEmpty()) {
            return;
        }
        LOG.info("离线补投递: device={}, sent={}, dropped={}", device, arrived.size(), drained.expired().size());
        services.events().log(device, "peer", EventCode.PEER_FROM_QUEUE, arrived.size(), drained.expired().size());
        counted(arrived).forEach((sender, count) -> devices.send(sender, PeerWire.redelivered(device, count)));
        counted(drained.expired()).forEach((sender, count) -> devices.send(sender, PeerWire.expired(device, count)));
    }

    private static Map<DeviceId, Integer> counted(List<PeerMessage> messages) {
        return messages.stream().collect(Collectors.groupingBy(PeerMessage::from, TreeMap::new, Collectors.summingInt(_ -> 1)));
    }

    /// Drops what waited too long, for devices that do not come.
    void expire() {
        queue.expire().stream().collect(Collectors.groupingBy(PeerMessage::to))
            .forEach((device, messages) -> tell(device, new PeerQueue.Drained(List.of(), messages), _ -> false));
    }
}
