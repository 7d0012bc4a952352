package earshot.peer;

import module java.base;

import earshot.event.EventCode;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessageState.Delivered;
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
            PeerQueue.Drained drained = queue.drain(to, one -> devices.send(to, PeerWire.delivered(one)));
            drained.delivered().forEach(one -> sent.add(one.id()));
            tell(to, drained, one -> !own.contains(one.id()));
        }
        queue.keep(taken).join();
        Map<Boolean, List<PeerMessage>> kept = messages.stream()
            .collect(Collectors.partitioningBy(one -> sent.contains(one.id()) || queue.state(one).filter(state -> state instanceof Waiting || state instanceof Delivered).isPresent()));
        Map<Boolean, List<PeerMessage>> arrived = kept.get(true).stream().collect(Collectors.partitioningBy(one -> sent.contains(one.id()) || queue.state(one).filter(Delivered.class::isInstance).isPresent()));
        log(from, arrived.get(true), EventCode.PEER_DELIVERED);
        log(from, arrived.get(false), EventCode.PEER_QUEUED);
        log(from, kept.get(false), EventCode.PEER_NOT_QUEUED);
        return new PeerReceipt(receivers(arrived.get(true)), Stream.concat(refused.stream(), receivers(kept.get(false)).stream()).toList(), receivers(arrived.get(false)));
    }

    private static PeerMessage message(DeviceId from, DeviceId to, String category, NormalizedMessage message, Instant now) {
        PeerMessageId id = new PeerMessageId("%016x".formatted(ThreadLocalRandom.current().nextLong()));
        return new PeerMessage(id, from, to, category, message.summary(), PeerWire.envelope(id, from, category, message, now).toString(), now, new Waiting(now.plus(PeerQueue.LIFETIME)));
    }

    private static List<DeviceId> receivers(List<PeerMessage> messages) {
        return messages.stream().map(PeerMessage::to).toList();
    }

    private void log(DeviceId from, List<PeerMessage> messages, EventCode outcome) {
        if (!messages.isEmpty()) {
            services.events().log(from, "peer", outcome, messages.getFirst().category(), receivers(messages).stream().map(DeviceId::value).collect(Collectors.joining(", ")));
        }
    }

    /// Sends a device what waits for it. Returns at once.
    void flush(DeviceConnection connection) {
        DeviceId device = connection.deviceId();
        tell(device, queue.drain(device, one -> connection.send(PeerWire.delivered(one))), _ -> true);
    }

    /// The same, for one that may be online. Returns how many it took.
    int flush(DeviceId device) {
        PeerQueue.Drained drained = queue.drain(device, one -> devices.send(device, PeerWire.delivered(one)));
        tell(device, drained, _ -> true);
        return drained.delivered().size();
    }

    /// Tells the senders that are online what became of the messages that had waited.
    ///
    /// @param waited which of those that were delivered
    private void tell(DeviceId device, PeerQueue.Drained drained, Predicate<PeerMessage> waited) {
        List<PeerMessage> arrived = drained.delivered().stream().filter(waited).toList();
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
        queue.expire().stream().collect(Collectors.groupingBy(PeerMessage::to)).forEach((device, messages) -> tell(device, new PeerQueue.Drained(List.of(), messages), _ -> false));
    }
}
