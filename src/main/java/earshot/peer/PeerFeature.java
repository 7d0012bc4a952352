package earshot.peer;

import module java.base;

import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceFeature;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.feature.ForwardingRules;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.time.Time;
import earshot.wire.MessageFamily;

/// Messages from device to device. Safe for use from any thread.
public final class PeerFeature implements DeviceFeature, AutoCloseable {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final PeerServices services;
    private final PeerQueue queue;
    private final PeerRates rates = new PeerRates();
    private final Map<DeviceId, PeerSession> senders = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("peer-", 0).factory());
    private volatile Optional<ConnectedDevices> devices = Optional.empty();
    private volatile Optional<PeerDelivery> delivery = Optional.empty();
    private volatile Time.Timer timer = Time.Timer.NONE;

    public PeerFeature(PeerServices services, PeerQueue queue) {
        this.services = services;
        this.queue = queue;
    }

    @Override
    public MessageFamily family() {
        return MessageFamily.PEER;
    }

    @Override
    public void start(ConnectedDevices online) {
        devices = Optional.of(online);
        delivery = Optional.of(new PeerDelivery(services, queue, online, threads));
        timer = services.time().every(LOOK, delivery()::expire);
    }

    /// Sends the device what waits for it.
    @Override
    public FeatureSession open(FeatureConnection connection) {
        delivery().flush(connection);
        return new PeerSession(services, rates, delivery(), devices.orElseThrow(), connection, senders, threads);
    }

    private PeerDelivery delivery() {
        return delivery.orElseThrow();
    }

    /// The devices online that a device may know: those to which it may send.
    public List<DeviceId> known(DeviceId device) {
        PeerRules rules = rules();
        return devices.filter(_ -> rules.enabled()).stream().flatMap(online -> online.online().stream())
            .filter(other -> rules.grant(device, other).isPresent()).toList();
    }

    /// The rules for what one device shows on the screen of another: those for messages.
    public ForwardingRules forwarding() {
        return new ForwardingRules() {
            @Override
            public boolean permits(DeviceId sender, DeviceId target) {
                return rules().grant(sender, target).isPresent();
            }

            @Override
            public boolean permitsBroadcast(DeviceId sender) {
                return rules().mayBroadcast(sender);
            }
        };
    }

    private PeerRules rules() {
        return services.settings().get().rules();
    }

    /// Tries messages again: those that were dropped wait for another three days, and all are sent to their receivers that are online. Waits for the disk.
    ///
    /// @return how many the connections of their receivers took
    public int retry(Set<PeerMessageId> ids) {
        List<PeerMessage> revived = queue.again(ids);
        int sent = queue.receivers(ids).stream().mapToInt(device -> delivery().flush(device)).sum();
        queue.keep(revived).join();
        return sent;
    }

    /// Drops messages that wait, and takes others off the list. Waits for the disk. Returns how many there were.
    public int delete(Set<PeerMessageId> ids) {
        PeerQueue.Deleted deleted = queue.delete(ids);
        deleted.stored().join();
        return deleted.messages();
    }

    /// Ends what is being worked on; what waits is in the store.
    @Override
    public void close() {
        timer.cancel();
        threads.shutdownNow();
    }
}
