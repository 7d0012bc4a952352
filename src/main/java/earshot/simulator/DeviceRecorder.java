package earshot.simulator;

import earshot.problem.Problem;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.RingEventLog;

/// Records the events and counters of a device. Written on the device's thread, read on any.
final class DeviceRecorder {
    private static final int MAX_EVENTS = 4096;

    private final Time time;
    final RingEventLog<TimedDeviceEvent> events = new RingEventLog<>(MAX_EVENTS);
    final MutableWatch<FrameCounters> counters = new MutableWatch<>(FrameCounters.NONE);
    long sent;
    long received;
    long unsolicited;
    long misframed;
    long early;
    final ArrivalMeter arrivals = new ArrivalMeter();
    private long refused;

    DeviceRecorder(Time time) {
        this.time = time;
    }

    /// @param at monotonic time of arrival
    void log(SimulatedDeviceEvent event, long at) {
        events.append(new TimedDeviceEvent(at, event));
    }

    void log(SimulatedDeviceEvent event) {
        log(event, time.nanos());
    }

    void logFailure(Problem problem) {
        log(new SimulatedDeviceEvent.Failed(problem));
    }

    void logRefusal(SimulatedState from, SimulatedState to) {
        refused++;
        log(new SimulatedDeviceEvent.TransitionRefused(from, to));
    }

    void publish(FrameCounters.Playback playback) {
        counters.set(new FrameCounters(sent, received, unsolicited, misframed, early, refused, playback, arrivals.counters()));
    }
}
