package earshot.peer;

import module java.base;

import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.feature.ConnectedDevices;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.id.DeviceId;
import earshot.peer.PeerRequest.Reading;
import earshot.peer.PeerTasks.PeerTask;
import earshot.problem.Severity;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection's part: takes what it sends to others.
final class PeerSession implements FeatureSession {
    /// With what every message costs, five a second stay below what a connection may.
    private static final int WORK = 10;
    private static final Logger LOG = LoggerFactory.getLogger(PeerSession.class);

    private final PeerServices services;
    private final PeerRates rates;
    private final PeerDelivery delivery;
    private final PeerNormalizer normalizer;
    private final ConnectedDevices devices;
    private final FeatureConnection connection;
    private final Map<DeviceId, PeerSession> senders;
    private final SenderTasks tasks;
    /// Ends with the last receipt; of the thread of the tasks.
    private CompletableFuture<Void> receipts = CompletableFuture.completedFuture(null);

    /// @param senders the connections on which such a message came, by device; for any thread
    PeerSession(PeerServices services, PeerRates rates, PeerDelivery delivery, ConnectedDevices devices, FeatureConnection connection,
            Map<DeviceId, PeerSession> senders, Executor threads) {
        this.services = services;
        this.rates = rates;
        this.delivery = delivery;
        this.devices = devices;
        this.connection = connection;
        this.senders = senders;
        normalizer = new PeerNormalizer(services.time(), services.model());
        tasks = new SenderTasks(threads);
    }

    /// Whom a message goes to.
    private record Targets(List<DeviceId> permitted, List<DeviceId> refused) {}

    @Override
    public void received(InboundMessage.Family message) {
        senders.put(connection.deviceId(), this);
        PeerSettings settings = services.settings().get();
        switch (PeerRequest.read(message.body(), settings.maxTargets())) {
            case Reading.Refused(Optional<PeerErrorCode> code, String reason) -> connection.send(PeerWire.error(code, reason));
            case Reading.Read(PeerRequest request) -> requested(request, settings);
        }
    }

    private void requested(PeerRequest request, PeerSettings settings) {
        long begin = services.time().nanos();
        Duration wait = rates.take(connection.deviceId(), request.broadcast(), settings.broadcastsPerMinute(), begin);
        if (!wait.isZero()) {
            connection.send(PeerWire.rateLimited(request.broadcast() ? settings.broadcastsPerMinute() + " broadcasts a minute"
                : PeerRates.PER_SECOND + " messages a second", wait));
            return;
        }
        Targets targets = targets(request, settings.rules());
        if (targets.permitted.isEmpty() && !(request.broadcast() && settings.rules().mayBroadcast(connection.deviceId()))) {
            services.events().log(connection.deviceId(), "peer", settings.rules().enabled() ? EventCode.PEER_NOT_PERMITTED : EventCode.PEER_OFF);
            connection.send(PeerWire.error(Optional.of(PeerErrorCode.UNAUTHORIZED), "no permitted targets"));
            return;
        }
        connection.spend(WORK);
        if (!tasks.add(() -> serve(request, targets, begin))) {
            connection.send(PeerWire.rateLimited(SenderTasks.MAX_WAITING + " messages are being worked on", Duration.ofSeconds(1)));
        }
    }

    private Targets targets(PeerRequest request, PeerRules rules) {
        DeviceId self = connection.deviceId();
        Set<DeviceId> permitted = new LinkedHashSet<>();
        List<DeviceId> refused = new ArrayList<>();
        request.targets().forEach(to -> (rules.grant(self, to).isPresent() ? permitted : refused).add(to));
        if (request.broadcast() && rules.mayBroadcast(self)) {
            devices.online().stream().filter(to -> !to.equals(self) && hears(to)).forEach(permitted::add);
            refused.removeAll(permitted);
        } else if (request.broadcast()) {
            refused.add(new DeviceId(PeerRules.BROADCAST));
        }
        return new Targets(List.copyOf(permitted), refused);
    }

    /// Whether a message to all is for a device: a badge, or another one that sends such messages itself. What else is online could not show it.
    private boolean hears(DeviceId device) {
        return devices.dialect(device).filter(Dialect.BADGE::equals).isPresent() || senders.containsKey(device);
    }

    @Override
    public void close() {
        // the device may have a newer connection already, on which it sent something as well
        senders.remove(connection.deviceId(), this);
    }

    /// Waits for the model and the disk.
    private void serve(PeerRequest request, Targets targets, long begin) {
        String taskId = "peer-%08x".formatted(ThreadLocalRandom.current().nextInt());
        switch (normalizer.normalize(request, taskId)) {
            case PeerNormalizer.Outcome.Failed(PeerErrorCode code, String reason) -> {
                services.events().log(connection.deviceId(), "peer", Severity.WARNING, EventText.of(EventCode.PEER_NOT_SENT, reason));
                connection.send(PeerWire.error(Optional.of(code), reason));
            }
            case PeerNormalizer.Outcome.Made(NormalizedMessage message) -> {
                PeerDelivery.Delivery sent = delivery.deliver(connection.deviceId(), request.category(), message, targets.permitted, targets.refused);
                if (request.task() && services.settings().get().tasks()) {
                    link(message, sent.accepted());
                }
                // in the order of the messages; the next one does not wait for a receiver that hangs
                receipts = receipts.thenAcceptBoth(sent.receipt(), (_, receipt) -> answer(request, message, receipt, targets, begin)).exceptionally(failure -> {
                    LOG.warn("a message to another device has no receipt: {}", failure.toString());
                    return null;
                });
            }
        }
    }

    private void answer(PeerRequest request, NormalizedMessage message, PeerReceipt receipt, Targets targets, long begin) {
        connection.send(PeerWire.done(receipt, request.category(), message, Duration.ofNanos(services.time().nanos() - begin)));
        // those too for which the queue had no room
        Stream<DeviceId> unheard = receipt.failed().stream().filter(to -> !targets.refused.contains(to) && devices.mode(to).isEmpty());
        List<DeviceId> offline = Stream.concat(receipt.enqueued().stream(), unheard).toList();
        if (!offline.isEmpty()) {
            connection.send(PeerWire.offline(offline));
        }
    }

    /// The task belongs to those of its receivers that it names; to all where it names none of them. A group has it once: the first of its
    /// devices owns it. Waits for the disk.
    private void link(NormalizedMessage message, List<DeviceId> receivers) {
        PeerTask task = new PeerTask(message.normalized().path("id").asText(), message.normalized().path("title").asText(),
            message.normalized().path("priority").asInt(), message.normalized().path("status").asText().equals("done"));
        Set<String> assignees = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        message.normalized().path("assignees").forEach(name -> assignees.add(name.asText()));
        List<DeviceId> named = receivers.stream().filter(to -> assignees.contains(to.value()) || assignees.contains(services.name().apply(to))).toList();
        Set<String> groups = new HashSet<>();
        List<CompletableFuture<?>> kept = new ArrayList<>();
        (named.isEmpty() ? receivers : named).stream().filter(owner -> groups.add(PeerRules.group(owner)))
            .forEach(owner -> kept.add(services.tasks().put(connection.deviceId(), owner, task)));
        // one that is not stored is a problem of its own: the message was delivered all the same
        CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)).handle((_, _) -> null).join();
    }
}
