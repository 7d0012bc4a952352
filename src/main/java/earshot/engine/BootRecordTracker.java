package earshot.engine;

import module java.base;

import earshot.id.DeviceId;
import earshot.lint.BootRecord;
import earshot.server.BootExchange;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The newest boot request of each device in this run. Anybody can make up devices, so the one that asked longest ago gives way. Safe for use from any thread.
final class BootRecordTracker {
    static final int MOST_DEVICES = 100;

    private final SequencedMap<DeviceId, BootRecord> records = new LinkedHashMap<>();
    private final MutableWatch<Map<DeviceId, BootRecord>> rows = new MutableWatch<>(Map.of());

    Watch<Map<DeviceId, BootRecord>> rows() {
        return rows;
    }

    synchronized void answered(DeviceId device, BootExchange exchange) {
        BootRecord before = records.get(device);
        records.putLast(device, before == null ? new BootRecord(exchange, Map.of()) : before.next(exchange));
        if (records.size() > MOST_DEVICES) {
            records.pollFirstEntry();
        }
        rows.set(Map.copyOf(records));
    }
}
