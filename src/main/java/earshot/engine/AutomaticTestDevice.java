package earshot.engine;

import module java.base;

import earshot.simulator.DeviceFailure;
import earshot.simulator.FrameCounters;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedTurnReport;
import earshot.wire.Framing;

/// A test device that speaks by itself, or plays a script, and stays connected until it is closed. Safe for use from any thread.
interface AutomaticTestDevice extends AutoCloseable {
    /// Speaks its recording so many more times; nothing where it plays a script.
    void speak(int sentences);

    TestDeviceReport report();

    @Override
    void close();

    static TestDeviceReport report(SimulatedDevice device, TestDeviceReport.Sentences sentences, List<SimulatedTurnReport> turns,
        List<DeviceFailure> failures) {
        List<Duration> waits = turns.stream().map(SimulatedTurnReport::firstFrame).flatMap(Optional::stream).toList();
        FrameCounters counters = device.counters().get();
        FrameCounters.Arrivals arrivals = counters.arrivals();
        boolean numbered = device.profile().framing() == Framing.TIMESTAMPED;
        TestDeviceReport.Frames frames = new TestDeviceReport.Frames(counters.played(), counters.lost(), arrivals.late(),
            numbered ? OptionalLong.of(arrivals.reordered()) : OptionalLong.empty(),
            Optional.of(Duration.ofNanos(arrivals.longestGapNanos())).filter(Duration::isPositive));
        return new TestDeviceReport(device.profile().deviceId(), device.state().get().word(), sentences, frames,
            waits.isEmpty() ? Optional.empty() : Optional.of(waits.getLast()),
            waits.stream().max(Comparator.naturalOrder()), failures);
    }
}
