package earshot.engine;

import com.sun.management.OperatingSystemMXBean;
import earshot.wire.OutboundMessage.ServerStats;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// Measures CPU load and memory of the whole computer, for the statistics.
final class SystemResources {
    private static final long MEGA = 1 << 20;

    private static final double OVERLOAD = 0.9;

    private SystemResources() {}

    /// Whether the processors of the computer have hardly been idle since this was asked last. False when the platform does not report it.
    static boolean overloaded() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system && system.getCpuLoad() >= OVERLOAD;
    }

    /// Empty when the platform does not report them.
    static Optional<ServerStats.Resources> measure() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return Optional.empty();
        }
        double load = system.getCpuLoad();
        long total = system.getTotalMemorySize();
        long used = total - system.getFreeMemorySize();
        if (load < 0 || total <= 0) {
            return Optional.empty();
        }
        return Optional.of(new ServerStats.Resources(tenths(100 * load), tenths(100.0 * used / total), used / MEGA, total / MEGA));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
