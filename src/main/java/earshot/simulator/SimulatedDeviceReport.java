package earshot.simulator;

import module java.base;

import earshot.id.DeviceId;

/// The results of one device after a conversation.
///
/// @param connect duration of TCP connect and upgrade, absent when it never connected
/// @param turns those that were begun
/// @param failures empty when there were none
public record SimulatedDeviceReport(DeviceId deviceId, Optional<Duration> connect, Optional<Duration> hello, FrameCounters counters,
    List<SimulatedTurnReport> turns, List<DeviceFailure> failures) {
    public SimulatedDeviceReport {
        turns = List.copyOf(turns);
        failures = List.copyOf(failures);
    }

    /// What a device has seen until now.
    public static SimulatedDeviceReport of(SimulatedDevice device, List<SimulatedTurnReport> turns, List<DeviceFailure> failures) {
        return new SimulatedDeviceReport(device.profile().deviceId(),
            durationOf(device, SimulatedDeviceEvent.Connected.class, SimulatedDeviceEvent.Connected::took),
            durationOf(device, SimulatedDeviceEvent.HelloReceived.class, SimulatedDeviceEvent.HelloReceived::took), device.counters().get(), turns, failures);
    }

    private static <E extends SimulatedDeviceEvent> Optional<Duration> durationOf(SimulatedDevice device, Class<E> kind, Function<E, Duration> took) {
        return DeviceEventSearch.find(device.events(), 0, kind::isInstance).map(found -> took.apply(kind.cast(found.event())));
    }
}
