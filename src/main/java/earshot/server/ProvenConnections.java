package earshot.server;

import module java.base;

import earshot.id.DeviceId;

/// The live connections of devices that gave their own token. Nobody without it replaces one from another address. Safe for use from any thread.
final class ProvenConnections {
    private record Live(DeviceId deviceId, String address) {}

    private final Map<Long, Live> live = new ConcurrentHashMap<>();

    /// @param attempt the number of the attempt that made the connection
    /// @param address of the peer
    void open(long attempt, DeviceId deviceId, String address) {
        live.put(attempt, new Live(deviceId, address));
    }

    /// Does nothing for other connections.
    void close(long attempt) {
        live.remove(attempt);
    }

    /// Whether the device has such a connection, and none from this address.
    boolean onlyElsewhere(DeviceId deviceId, String address) {
        List<Live> own = live.values().stream().filter(one -> one.deviceId().equals(deviceId)).toList();
        return !own.isEmpty() && own.stream().noneMatch(one -> one.address().equals(address));
    }
}
