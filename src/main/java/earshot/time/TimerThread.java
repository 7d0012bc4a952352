package earshot.time;

import module java.base;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A platform thread that parks until a given time. Parking is accurate to some 50 microseconds, while a task on a shared
/// timer waits for the tasks before it.
final class TimerThread implements Time.Alarm, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);
    private static final long AFTER_FAILURE = Duration.ofMillis(100).toNanos();

    private final LongSupplier work;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean open = true;

    TimerThread(String name, LongSupplier work) {
        this.work = work;
        thread = Thread.ofPlatform().daemon().name(name).uncaughtExceptionHandler(FatalErrors.ofSharedThread()).start(this);
    }

    @Override
    public void run() {
        while (open) {
            parkUntil(next());
        }
    }

    private long next() {
        try {
            return work.getAsLong();
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("{} failed", Thread.currentThread().getName(), e);
            return System.nanoTime() + AFTER_FAILURE;
        }
    }

    private void parkUntil(long moment) {
        while (open && !woken.getAndSet(false)) {
            if (moment == Time.NEVER) {
                LockSupport.park(this);
                continue;
            }
            long left = moment - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public void wake() {
        woken.set(true);
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
    }
}
