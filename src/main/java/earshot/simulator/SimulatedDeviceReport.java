package earshot.simulator;

import module java.base;

import earshot.id.DeviceId;

/// The results of one device after a conversation.
///
/// @param connect duration of TCP connect and upgrade, absent when it never connected
/// @param turns those that were begun
/// @param failures in words; empty when there were none
public record SimulatedDeviceReport(DeviceId deviceId, Optional<Duration> connect, Optional<Duration> hello, FrameCounters counters, List<SimulatedTurnReport> turns, List<String> failures) {
    public SimulatedDeviceReport {
        turns = List.copyOf(turns);
        failures = List.copyOf(failures);
    }
}
