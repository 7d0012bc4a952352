package earshot.engine;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.wire.OutboundMessage;

/// Sends the number of online devices and the load of the computer to all badges: every 10 s, and after each connect or disconnect,
/// combined to at most once a second; a badge that connects gets its own at once. A badge is told its own id and those of the
/// devices to which it may send. Source: badge-protocol section 2.11.
///
/// Used on the engine thread, except for [#broadcastSoon] and [#newest].
final class StatisticsBroadcaster {
    static final Duration PERIOD = Duration.ofSeconds(10);
    static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    private final Time time;
    private final Consumer<Runnable> engine;
    private final IntSupplier online;
    private final Function<DeviceId, List<DeviceId>> known;
    private final Supplier<Optional<OutboundMessage.ServerStats.Resources>> resources;
    private final Consumer<Function<DeviceId, OutboundMessage>> badges;
    private volatile Optional<OutboundMessage.ServerStats.Resources> load = Optional.empty();
    private long last;
    private boolean scheduled;

    /// @param engine runs a task on the engine thread
    /// @param online how many devices are online
    /// @param known those online that a device may know beside itself
    /// @param badges sends a message to every badge, made for its id
    StatisticsBroadcaster(Time time, Consumer<Runnable> engine, IntSupplier online, Function<DeviceId, List<DeviceId>> known,
        Supplier<Optional<OutboundMessage.ServerStats.Resources>> resources, Consumer<Function<DeviceId, OutboundMessage>> badges) {
        this.time = time;
        this.engine = engine;
        this.online = online;
        this.known = known;
        this.resources = resources;
        this.badges = badges;
        last = time.nanos() - MIN_INTERVAL.toNanos();
    }

    /// A device connected or disconnected. Call it on any thread.
    void broadcastSoon() {
        engine.accept(this::broadcastThrottled);
    }

    /// Sends now.
    void broadcast() {
        last = time.nanos();
        load = resources.get();
        long now = time.now().toEpochMilli();
        int devices = online.getAsInt();
        Optional<OutboundMessage.ServerStats.Resources> measured = load;
        badges.accept(receiver -> new OutboundMessage.ServerStats(now, devices, told(receiver), measured));
    }

    /// The statistics for one badge, with the load as it was measured last.
    OutboundMessage newest(DeviceId receiver) {
        return new OutboundMessage.ServerStats(time.now().toEpochMilli(), online.getAsInt(), told(receiver), load.or(resources));
    }

    private List<DeviceId> told(DeviceId receiver) {
        return Stream.concat(Stream.of(receiver), known.apply(receiver).stream()).distinct().sorted().toList();
    }

    private void broadcastThrottled() {
        long wait = last + MIN_INTERVAL.toNanos() - time.nanos();
        if (wait <= 0) {
            broadcast();
        } else if (!scheduled) {
            scheduled = true;
            time.after(Duration.ofNanos(wait), () -> engine.accept(() -> {
                scheduled = false;
                broadcast();
            }));
        }
    }
}
