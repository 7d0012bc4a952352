package earshot.simulator;

import module java.base;

import earshot.watch.EventLog;
import earshot.watch.WatchSubscription;

/// Searches the event log of a device.
public final class DeviceEventSearch {
    private DeviceEventSearch() {}

    /// Completes with the first matching event from number `from` on, now or when it comes.
    public static CompletableFuture<TimedDeviceEvent> first(EventLog<TimedDeviceEvent> log, long from, Predicate<SimulatedDeviceEvent> condition) {
        CompletableFuture<TimedDeviceEvent> found = new CompletableFuture<>();
        WatchSubscription subscription = log.observe(() -> find(log, from, condition).ifPresent(found::complete));
        found.whenComplete((_, _) -> subscription.close());
        find(log, from, condition).ifPresent(found::complete);
        return found;
    }

    /// The first matching event from number `from` on.
    public static Optional<TimedDeviceEvent> find(EventLog<TimedDeviceEvent> log, long from, Predicate<SimulatedDeviceEvent> condition) {
        return log.read(from, log.capacity()).rows().stream().filter(timed -> condition.test(timed.event())).findFirst();
    }
}
