package earshot.proof;

import module java.base;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// What work costs, as CPU time of the thread that does it: what else runs on the machine does not count.
public final class CpuCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int REPETITIONS = 3;

    private CpuCost() {}

    /// CPU time of this thread spent in `work`.
    public static Duration of(Runnable work) {
        long begin = THREADS.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin);
    }

    /// CPU time that the whole program spent meanwhile: for work that other threads do.
    public static Duration ofProcess(Runnable work) {
        long begin = PROCESS.getProcessCpuTime();
        work.run();
        return Duration.ofNanos(PROCESS.getProcessCpuTime() - begin);
    }

    /// As [#of], but work over `limit` is repeated alone three times, and the least counts: the first time may have paid for loading classes,
    /// for the compiler or the garbage collector.
    public static Duration least(Runnable work, Duration limit) {
        Duration least = of(work);
        for (int i = 0; i < REPETITIONS && least.compareTo(limit) > 0; i++) {
            Duration again = of(work);
            least = again.compareTo(least) < 0 ? again : least;
        }
        return least;
    }
}
