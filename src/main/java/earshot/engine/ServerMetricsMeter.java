package earshot.engine;

import earshot.audio.StreamStatistics;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.event.Event;
import earshot.time.Time;
import earshot.watch.EventLog;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import java.util.List;

/// Computes the numbers of the status bar. Used on the engine thread, once a second.
final class ServerMetricsMeter {
    private final Time time;
    private final EventLog<Event> events;
    private final MutableWatch<ServerMetrics> metrics = new MutableWatch<>(ServerMetrics.NONE);
    private long lastEvents;
    private long lastNanos;

    ServerMetricsMeter(Time time, EventLog<Event> events) {
        this.time = time;
        this.events = events;
        lastEvents = events.end();
        lastNanos = time.nanos();
    }

    Watch<ServerMetrics> metrics() {
        return metrics;
    }

    void measure(List<DeviceModel> devices) {
        int connected = 0;
        double in = 0;
        double out = 0;
        long late = 0;
        long lost = 0;
        for (DeviceModel device : devices) {
            if (device.facts().get().presence() == Presence.CONNECTED) {
                StreamStatistics up = device.flowIn().get();
                StreamStatistics down = device.flowOut().get();
                connected++;
                in += up.perSecond();
                out += down.perSecond();
                late += up.late();
                lost += up.lost() + down.lost();
            }
        }
        long end = events.end();
        long now = time.nanos();
        double seconds = Math.max(1e-3, (now - lastNanos) / 1e9);
        double perSecond = (end - lastEvents) / seconds;
        lastEvents = end;
        lastNanos = now;
        Runtime memory = Runtime.getRuntime();
        metrics.set(new ServerMetrics(connected, devices.size(), in, out, late, lost, perSecond, memory.totalMemory() - memory.freeMemory() >> 20));
    }
}
