package earshot.simulator;

import module java.base;

import earshot.watch.EventLog;
import earshot.watch.WatchSubscription;

/// Searches the event log of a device.
final class DeviceEventSearch {
    private DeviceEventSearch() {}

    /// Completes with the first matching event from number `from` on, now or when it comes.
    static CompletableFuture<TimedDeviceEvent> first(EventLog<TimedDeviceEvent> log, long from, Predicate<SimulatedDeviceEvent> wanted) {
        CompletableFuture<TimedDeviceEvent> found = new CompletableFuture<>();
        WatchSubscription watchSubscription = log.observe(() -> find(log, from, wanted).ifPresent(found::complete));
        found.whenComplete((_, _) -> watchSubscription.close());
        find(log, from, wanted).ifPresent(found::complete);
        return found;
    }

    /// The first matching event from number `from` on.
    static Optional<TimedDeviceEvent> find(EventLog<TimedDeviceEvent> log, long from, Predicate<SimulatedDeviceEvent> wanted) {
        return log.read(from, log.capacity()).rows().stream().filter(timedDeviceEvent -> wanted.test(timedDeviceEvent.event())).findFirst();
    }
}
