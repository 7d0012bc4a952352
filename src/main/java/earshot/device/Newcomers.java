package earshot.device;

import module java.base;

import earshot.id.DeviceId;

/// The devices that only ever asked for OTA, by the address that they asked from. Anybody can make up ids, so that there is room for so many an
/// address and in all; beyond it the one that asked longest ago gives way, of the same address first. Not thread-safe.
final class Newcomers {
    /// More boards than share one address in a room.
    static final int MAX_AN_ADDRESS = 100;
    static final int MAX_IN_ALL = 500;

    private final LinkedHashMap<DeviceId, String> addressById = new LinkedHashMap<>();
    private final Map<String, LinkedHashSet<DeviceId>> idsByAddress = new HashMap<>();

    /// Notes that a device has asked; returns the one that gives way.
    Optional<DeviceId> add(DeviceId id, String address) {
        remove(id);
        addressById.put(id, address);
        LinkedHashSet<DeviceId> ids = idsByAddress.computeIfAbsent(address, _ -> new LinkedHashSet<>());
        ids.add(id);
        Optional<DeviceId> oldest = ids.size() > MAX_AN_ADDRESS ? Optional.of(ids.getFirst())
            : addressById.size() > MAX_IN_ALL ? Optional.of(addressById.firstEntry().getKey()) : Optional.empty();
        oldest.ifPresent(this::remove);
        return oldest;
    }

    /// The device is not a newcomer any more, or is gone.
    void remove(DeviceId id) {
        String address = addressById.remove(id);
        if (address != null) {
            idsByAddress.computeIfPresent(address, (_, ids) -> {
                ids.remove(id);
                return ids.isEmpty() ? null : ids;
            });
        }
    }
}
