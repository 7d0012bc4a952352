package earshot.simulator;

/// An event of a device with its time.
///
/// @param nanos monotonic time: of arrival for what was received, of the action for the rest
public record TimedDeviceEvent(long nanos, SimulatedDeviceEvent event) {}
