package earshot.bench;

import module java.base;

/// CPU time of the platform thread that carries the caller, in nanoseconds. Needed because `ThreadMXBean` does not support virtual
/// threads. Linux only.
final class ThreadCpuClock {
    private static final int CLOCK_THREAD_CPUTIME_ID = 3;
    private static final MethodHandle CLOCK_GETTIME = Linker.nativeLinker().downcallHandle(
        Linker.nativeLinker().defaultLookup().find("clock_gettime").orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    /// Not shared: each stream has its own clock.
    private final MemorySegment timespec = Arena.ofAuto().allocate(16, 8);

    long nanos() {
        try {
            int _ = (int) CLOCK_GETTIME.invokeExact(CLOCK_THREAD_CPUTIME_ID, timespec);
            return timespec.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L + timespec.get(ValueLayout.JAVA_LONG, 8);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
