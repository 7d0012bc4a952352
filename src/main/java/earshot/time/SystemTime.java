package earshot.time;

import module java.base;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The system clock, with one daemon thread for all scheduled tasks.
public final class SystemTime implements Time {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTime.class);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("time").factory());

    public SystemTime() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return cancelling(timer.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return cancelling(timer.scheduleAtFixedRate(guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
        try {
            return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
    }

    @Override
    public Alarm alarm(String thread, LongSupplier work) {
        return new TimerThread(thread, work);
    }

    private static Timer cancelling(Future<?> scheduled) {
        return () -> scheduled.cancel(false);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.error("a scheduled task failed", e);
            }
        };
    }
}
