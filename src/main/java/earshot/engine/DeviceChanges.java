package earshot.engine;

import module java.base;

import earshot.device.DeviceModel;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;

/// Observes the facts of all devices, those that are added later included.
final class DeviceChanges implements AutoCloseable {
    private final Map<DeviceModel, WatchSubscription> subscriptions = new HashMap<>();
    private final Runnable listener;
    private final WatchSubscription rows;

    /// @param listener called at once and after each change, on the thread that changes the facts
    DeviceChanges(Watch<List<DeviceModel>> devices, Runnable listener) {
        this.listener = listener;
        rows = devices.observe(this::follow);
    }

    private synchronized void follow(List<DeviceModel> devices) {
        devices.forEach(device -> subscriptions.computeIfAbsent(device, added -> added.facts().observe(_ -> listener.run())));
    }

    @Override
    public synchronized void close() {
        rows.close();
        subscriptions.values().forEach(WatchSubscription::close);
    }
}
