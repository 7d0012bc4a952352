package earshot.peer;

import module java.base;

import earshot.data.BoundedMap;
import earshot.id.DeviceId;

/// How often a device may send: 5 times a second, and so many times a minute to all. Known by device, so that a new connection does not start over. Safe for
/// use from any thread. Source: badge-protocol section 7.3.
final class PeerRates {
    static final int PER_SECOND = 5;
    private static final int DEVICES = 1024;

    private final Map<DeviceId, Windows> senders = BoundedMap.leastRecentlyUsed(DEVICES);

    private record Windows(RateWindow messages, RateWindow broadcasts) {}

    /// Counts a message. Returns how long the sender has to wait; zero when it may send.
    ///
    /// @param now monotonic nanoseconds
    synchronized Duration take(DeviceId sender, boolean broadcast, int broadcastsPerMinute, long now) {
        Windows windows = senders.computeIfAbsent(sender, _ -> new Windows(new RateWindow(Duration.ofSeconds(1)), new RateWindow(Duration.ofMinutes(1))));
        return broadcast ? windows.broadcasts.take(broadcastsPerMinute, now) : windows.messages.take(PER_SECOND, now);
    }
}
