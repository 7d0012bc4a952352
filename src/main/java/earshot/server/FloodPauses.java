package earshot.server;

import module java.base;

import earshot.data.BoundedMap;
import earshot.id.DeviceId;
import earshot.time.Time;

/// How long those who were closed for flooding may not connect again: one second, twice as long each time after that, a minute at most; forgotten
/// when they send no more than their share for five minutes. A device counts together with its address, because anybody can send its id; an address
/// counts as a whole once many ids flooded from it, because ids can be made up. Safe for use from any thread.
final class FloodPauses {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(1);
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);
    /// More devices than go wrong together in one room.
    static final int MANY_IDS = 10;
    private static final int MAX_DEVICES = 2000;
    private static final int MAX_ADDRESSES = 500;

    private record Client(DeviceId deviceId, InetAddress address) {}

    private static final class Pause {
        private int floods;
        private long until;
        private long last;
        private boolean told;
        /// When each id flooded last; of an address only.
        private final Map<DeviceId, Long> ids = BoundedMap.leastRecentlyUsed(MANY_IDS);
    }

    /// A pause that is not over.
    ///
    /// @param wholeAddress whether it holds for all devices of the address
    /// @param untold whether it was not reported yet
    record Open(Duration left, boolean wholeAddress, boolean untold) {}

    private final Time time;
    private final Map<Client, Pause> byDevice = BoundedMap.leastRecentlyUsed(MAX_DEVICES);
    private final Map<InetAddress, Pause> byAddress = BoundedMap.leastRecentlyUsed(MAX_ADDRESSES);

    FloodPauses(Time time) {
        this.time = time;
    }

    /// A connection is closed for flooding.
    synchronized void flooded(DeviceId deviceId, InetAddress client) {
        long now = time.nanos();
        InetAddress address = AddressKey.of(client);
        grow(byDevice.compute(new Client(deviceId, address), (_, known) -> current(known, now)), now);
        Pause whole = byAddress.compute(address, (_, known) -> current(known, now));
        whole.last = now;
        whole.ids.values().removeIf(at -> now - at > FORGOTTEN_AFTER.toNanos());
        whole.ids.put(deviceId, now);
        if (whole.ids.size() >= MANY_IDS) {
            grow(whole, now);
        }
    }

    /// The pause of a device that asks to connect; asking does not make it longer.
    ///
    /// @param proven whether it gave its own token: then its id is not made up, and those of its address do not matter
    synchronized Optional<Open> find(DeviceId deviceId, InetAddress client, boolean proven) {
        InetAddress address = AddressKey.of(client);
        Optional<Open> own = open(byDevice.get(new Client(deviceId, address)), false);
        return own.isPresent() || proven ? own : open(byAddress.get(address), true);
    }

    private Optional<Open> open(Pause pause, boolean wholeAddress) {
        long left = pause == null ? 0 : pause.until - time.nanos();
        if (pause == null || pause.floods == 0 || left <= 0) {
            return Optional.empty();
        }
        boolean untold = !pause.told;
        pause.told = true;
        return Optional.of(new Open(Duration.ofNanos(left), wholeAddress, untold));
    }

    private static Pause current(Pause known, long now) {
        return known == null || now - known.last > FORGOTTEN_AFTER.toNanos() ? new Pause() : known;
    }

    private static void grow(Pause pause, long now) {
        Duration length = FIRST.multipliedBy(1L << Math.min(pause.floods, 6));
        pause.floods++;
        pause.last = now;
        pause.until = now + (length.compareTo(LONGEST) > 0 ? LONGEST : length).toNanos();
        pause.told = false;
    }
}
