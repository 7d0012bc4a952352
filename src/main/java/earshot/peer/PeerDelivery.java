package earshot.peer;

import module java.base;

import earshot.event.EventCode;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessageState.Dropped;
import earshot.peer.PeerMessageState.Waiting;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings messages to devices: at once those that are online, when they come the others. Safe for use from any thread.
final class PeerDelivery {
    /// How long a receipt waits for its receivers to show that a message arrived. It is a pong, thus milliseconds, for all but a connection that hangs.
    static final Duration ARRIVAL_WAIT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(PeerDelivery.class);

    private final PeerServices services;
    private final PeerQueue queue;
    private final ConnectedDevices devices;
    private final Executor threads;
    /// Messages whose receipt waits: completed with whether it may say that they arrived.
    private final Map<PeerMessageId, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();

    /// @param threads runs each task on a thread that may wait
    PeerDelivery(PeerServices services, PeerQueue queue, ConnectedDevices devices, Executor threads) {
        this.services = services;
        this.queue = queue;
        this.devices = devices;
        this.threads = threads;
    }

    /// A message that was sent or queued.
    ///
    /// @param accepted its targets but those for which nothing more could be queued
    /// @param receipt completes when each of them has shown that the message arrived, or has not in time; on a thread that may wait
    record Delivery(List<DeviceId> accepted, CompletableFuture<PeerReceipt> receipt) {}

    /// Sends a message to all its targets, or queues it. Waits for the disk where it is queued: what the receipt says is kept.
    ///
    /// @param refused devices to which the sender may not send
    Delivery deliver(DeviceId from, String category, NormalizedMessage message, List<DeviceId> targets, List<DeviceId> refused) {
        Instant now = services.time().now();
        List<PeerMessage> messages = targets.stream().map(to -> message(from, to, category, message, now)).toList();
        Map<PeerMessageId, CompletableFuture<Boolean>> arrivals = new HashMap<>();
        messages.forEach(one -> arrivals.put(one.id(), new CompletableFuture<>()));
        awaited.putAll(arrivals);
        Set<PeerMessage> taken = new LinkedHashSet<>(queue.add(messages));
        targets.forEach(this::flush);
        List<PeerMessage> queued = taken.stream().filter(one -> is(one, Waiting.class)).toList();
        queue.keep(queued).join();
        messages.stream().filter(one -> queued.contains(one) || !taken.contains(one)).forEach(one -> arrivals.get(one.id()).complete(false));
        Time.Timer limit = services.time().after(ARRIVAL_WAIT, () -> arrivals.values().forEach(arrival -> arrival.complete(false)));
        CompletableFuture<?> known = CompletableFuture.allOf(arrivals.values().toArray(CompletableFuture[]::new));
        CompletableFuture<PeerReceipt> receipt = known.thenApplyAsync(_ -> {
            limit.cancel();
            awaited.keySet().removeAll(arrivals.keySet());
            Predicate<PeerMessage> arrived = one -> arrivals.get(one.id()).join();
            queue.keep(taken.stream().filter(one -> !queued.contains(one) && !arrived.test(one)).toList()).join();
            Predicate<PeerMessage> waits = one -> taken.contains(one) && !is(one, Dropped.class);
            return receipt(from, refused, messages.stream()
                .collect(Collectors.groupingBy(one -> arrived.test(one) ? Outcome.DELIVERED : waits.test(one) ? Outcome.ENQUEUED : Outcome.FAILED)));
        }, threads);
        return new Delivery(taken.stream().map(PeerMessage::to).toList(), receipt);
    }

    private boolean is(PeerMessage message, Class<? extends PeerMessageState> state) {
        return queue.state(message).filter(state::isInstance).isPresent();
    }

    private PeerReceipt receipt(DeviceId from, List<DeviceId> refused, Map<Outcome, List<PeerMessage>> outcomes) {
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

    /// Sends a device what waits for it, if it is online. Returns at once, with how many its connection took.
    int flush(DeviceId device) {
        return devices.connection(device).map(this::flush).orElse(0);
    }

    /// The same, for one that may not be listed yet.
    int flush(DeviceConnection connection) {
        Map<PeerMessageId, CompletableFuture<Boolean>> arrivals = new HashMap<>();
        PeerQueue.Drained drained = queue.drain(connection.deviceId(), connection.sessionId(), one -> {
            boolean taken = connection.send(PeerWire.delivered(one));
            if (taken) {
                // at once: a device that hangs up between a message and its ping gets the message again
                arrivals.put(one.id(), connection.arrival());
            }
            return taken;
        });
        Map<PeerMessage, CompletableFuture<Boolean>> late = new LinkedHashMap<>();
        drained.sent().forEach(one -> late.put(one, settle(connection, one, arrivals.get(one.id()))));
        Runnable tell = () -> tell(connection.deviceId(),
            late.entrySet().stream().filter(one -> one.getValue().join()).map(Map.Entry::getKey).toList(), drained.expired());
        CompletableFuture<?> settled = CompletableFuture.allOf(late.values().toArray(CompletableFuture[]::new));
        if (settled.isDone()) {
            tell.run();
        } else {
            settled.thenRunAsync(tell, threads);
        }
        return drained.sent().size();
    }

    /// What has arrived is over, before the end of the connection can be noticed. What has not waits again.
    ///
    /// @return whether it arrived and its receipt does not say so
    private CompletableFuture<Boolean> settle(DeviceConnection connection, PeerMessage sent, CompletableFuture<Boolean> arrival) {
        // not where it completes: that may be within the sending of another message; also while the program ends
        arrival.thenAcceptAsync(arrived -> {
            if (!arrived) {
                sendAgain(connection);
            }
        }, task -> Thread.ofVirtual().name("peer-arrival").start(task));
        return arrival.thenApply(arrived -> {
            if (arrived) {
                queue.arrived(List.of(sent));
            }
            CompletableFuture<Boolean> receipt = awaited.getOrDefault(sent.id(), CompletableFuture.completedFuture(false));
            return !receipt.complete(arrived) && arrived;
        });
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
    private void tell(DeviceId device, List<PeerMessage> arrived, List<PeerMessage> expired) {
        if (arrived.isEmpty() && expired.isEmpty()) {
            return;
        }
        LOG.info("离线补投递: device={}, sent={}, dropped={}", device, arrived.size(), expired.size());
        services.events().log(device, "peer", EventCode.PEER_FROM_QUEUE, arrived.size(), expired.size());
        counted(arrived).forEach((sender, count) -> devices.send(sender, PeerWire.redelivered(device, count)));
        counted(expired).forEach((sender, count) -> devices.send(sender, PeerWire.expired(device, count)));
    }

    private static Map<DeviceId, Integer> counted(List<PeerMessage> messages) {
        return messages.stream().collect(Collectors.groupingBy(PeerMessage::from, TreeMap::new, Collectors.summingInt(_ -> 1)));
    }

    /// Drops what waited too long, for devices that do not come.
    void expire() {
        queue.expire().stream().collect(Collectors.groupingBy(PeerMessage::to)).forEach((device, messages) -> tell(device, List.of(), messages));
    }
}
