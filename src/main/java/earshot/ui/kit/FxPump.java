package earshot.ui.kit;

import module java.base;

import earshot.time.Time;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only bridge from the engine's threads to the FX thread.
///
/// A change marks an update as pending. Pending updates run once per rendered frame with the newest value, however many
/// changes came since the last frame. While nothing is pending, no timer runs and no frame is requested.
///
/// The methods are called on the FX thread unless they say otherwise. Once a subscription is closed, its callback is not
/// called again.
public final class FxPump {
    /// Between two frames of what changes all the time. As long as most devices' packets: more often there is nothing new.
    public static final Duration STEP = Duration.ofMillis(60);
    private static final Logger LOG = LoggerFactory.getLogger(FxPump.class);

    private final Time time;
    private final FrameScheduler frameScheduler;
    private final Queue<PendingUpdate> pending = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /// When something was shown that has a period.
    private volatile OptionalLong lastMotion = OptionalLong.empty();

    public FxPump(Time time) {
        this(time, new AnimationFrameScheduler());
    }

    /// @param frameScheduler schedules the next frame; tests pass their own
    public FxPump(Time time, FrameScheduler frameScheduler) {
        this.time = time;
        this.frameScheduler = frameScheduler;
    }

    /// The clock of the window itself, which continues also while a recording is shown.
    public Time time() {
        return time;
    }

    /// Calls `onFx` in the next frame with the current value, then in each frame after a change with the newest value.
    public <T> WatchSubscription watch(Watch<T> watch, Consumer<? super T> onFx) {
        return watch(watch, Duration.ZERO, onFx);
    }

    /// As [#watch(Watch, Consumer)], at once after a rest of a `period`, else at the end of the current one. Periods of the same length end together, and
    /// while anything in the window changes all the time, what comes after a rest waits for the end of a [#STEP]: a frame for each of many rows costs
    /// about as much as one for all of them. So give a multiple of it as period.
    public <T> WatchSubscription watch(Watch<T> watch, Duration period, Consumer<? super T> onFx) {
        PendingUpdate pendingUpdate = new PendingUpdate(() -> onFx.accept(watch.get()), period.toNanos());
        WatchSubscription watchSubscription = watch.observe(_ -> pendingUpdate.mark());
        return closeBoth(pendingUpdate, watchSubscription);
    }

    /// Calls `onFx` in the next frame after [Trigger#fire], with a `period` as in [#watch(Watch, Duration, Consumer)]. [Trigger#fire] may be called
    /// from any thread.
    public Trigger trigger(Duration period, Runnable onFx) {
        PendingUpdate pendingUpdate = new PendingUpdate(onFx, period.toNanos());
        return new Trigger() {
            @Override
            public void fire() {
                pendingUpdate.mark();
            }

            @Override
            public void close() {
                pendingUpdate.close();
            }
        };
    }

    /// Calls `onFx` at the end of every `period` until it is closed. Only for what is visible and changes with time.
    public WatchSubscription every(Duration period, Runnable onFx) {
        return new Ticker(onFx, period.toNanos());
    }

    /// Calls `onFx` once, `delay` from now.
    public WatchSubscription after(Duration delay, Runnable onFx) {
        PendingUpdate pendingUpdate = new PendingUpdate(onFx, 0);
        Time.Timer timer = time.after(delay, pendingUpdate::mark);
        return closeBoth(pendingUpdate, timer::cancel);
    }

    /// Calls `onFx` once, at the end of the `period` in which `delay` is over.
    public WatchSubscription atEndOf(Duration period, Duration delay, Runnable onFx) {
        return after(delay.plusNanos(untilEnd(period.toNanos(), time.nanos() + delay.toNanos())), onFx);
    }

    /// From `now` to the end of the current period, in nanoseconds.
    private static long untilEnd(long period, long now) {
        return period - Math.floorMod(now, period);
    }

    /// Calls `onFx` with the result once the future completes. A failure is logged and `onFx` is not called.
    public <T> void whenDone(CompletableFuture<T> future, Consumer<? super T> onFx) {
        future.whenComplete((value, failure) -> {
            if (failure != null) {
                LOG.error("a result for the console failed", failure);
            } else {
                runLater(() -> onFx.accept(value));
            }
        });
    }

    /// Runs `onFx` in the next frame. May be called from any thread.
    public void runLater(Runnable onFx) {
        new PendingUpdate(onFx, 0).mark();
    }

    /// Runs `onFx` on the FX thread after the events that came before, without waiting for a frame. May be called from any thread.
    public static void afterEvent(Runnable onFx) {
        Platform.runLater(onFx);
    }

    /// Runs `onFx` on the FX thread and returns its result; waits for it if the caller is another thread.
    public static <T> T call(Supplier<T> onFx) {
        return Platform.isFxApplicationThread() ? onFx.get() : CompletableFuture.supplyAsync(onFx, Platform::runLater).join();
    }

    /// As [#call], without a result.
    public static void run(Runnable onFx) {
        call(() -> {
            onFx.run();
            return null;
        });
    }

    /// Runs all pending updates, on the FX thread. Returns whether there were any.
    boolean drain() {
        scheduled.set(false);
        List<PendingUpdate> batch = new ArrayList<>();
        for (PendingUpdate pendingUpdate = pending.poll(); pendingUpdate != null; pendingUpdate = pending.poll()) {
            batch.add(pendingUpdate);
        }
        if (batch.stream().anyMatch(update -> update.periodNanos > 0)) {
            lastMotion = OptionalLong.of(time.nanos());
        }
        batch.forEach(PendingUpdate::run);
        return !batch.isEmpty();
    }

    private static WatchSubscription closeBoth(PendingUpdate pendingUpdate, WatchSubscription watchSubscription) {
        return () -> {
            pendingUpdate.close();
            watchSubscription.close();
        };
    }

    private void scheduleFrame() {
        if (scheduled.compareAndSet(false, true)) {
            frameScheduler.onNextFrame(this::drain);
        }
    }

    /// Handle that requests an update in the next frame.
    public interface Trigger extends WatchSubscription {
        void fire();
    }

    /// Runs a callback once on the FX thread, at the next frame. May be called from any thread.
    @FunctionalInterface
    public interface FrameScheduler {
        void onNextFrame(Runnable drain);
    }

    private final class PendingUpdate {
        private final Runnable action;
        private final long periodNanos;
        private final AtomicBoolean dirty = new AtomicBoolean();
        private volatile boolean closed;
        private volatile OptionalLong lastRun = OptionalLong.empty();
        /// For the end of the period.
        private Time.Timer timer = Time.Timer.NONE;

        PendingUpdate(Runnable action, long periodNanos) {
            this.action = action;
            this.periodNanos = periodNanos;
        }

        void mark() {
            if (closed || !dirty.compareAndSet(false, true)) {
                return;
            }
            long now = time.nanos();
            if (within(lastRun, periodNanos, now)) {
                awaitEnd(periodNanos, now);
            } else if (periodNanos > 0 && lastRun.isPresent() && within(lastMotion, STEP.toNanos(), now)) {
                awaitEnd(STEP.toNanos(), now);
            } else {
                due();
            }
        }

        private static boolean within(OptionalLong last, long nanos, long now) {
            return last.isPresent() && now - last.getAsLong() < nanos;
        }

        private synchronized void awaitEnd(long nanos, long now) {
            if (!closed) {
                timer = time.after(Duration.ofNanos(untilEnd(nanos, now)), this::due);
            }
        }

        void run() {
            if (closed) {
                return;
            }
            lastRun = OptionalLong.of(time.nanos());
            // cleared before the action runs, so that a change during the action marks the update again
            dirty.set(false);
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("showing a change failed", e);
            }
        }

        /// Cancels the timer as well: the clock would keep the window reachable until the period ends.
        synchronized void close() {
            closed = true;
            timer.cancel();
        }

        private void due() {
            if (!closed) {
                pending.add(this);
                scheduleFrame();
            }
        }
    }

    /// Marks its update at the end of every period.
    private final class Ticker implements WatchSubscription {
        private final PendingUpdate update;
        private final long period;
        private Time.Timer timer = Time.Timer.NONE;
        private boolean closed;

        private Ticker(Runnable onFx, long period) {
            update = new PendingUpdate(onFx, 0);
            this.period = period;
            arm();
        }

        private synchronized void arm() {
            if (!closed) {
                timer = time.after(Duration.ofNanos(untilEnd(period, time.nanos())), this::tick);
            }
        }

        private void tick() {
            update.mark();
            arm();
        }

        @Override
        public synchronized void close() {
            closed = true;
            timer.cancel();
            update.close();
        }
    }

    /// Uses an `AnimationTimer` that runs for one frame only, so that an idle console renders nothing.
    private static final class AnimationFrameScheduler implements FrameScheduler {
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private AnimationTimer timer;

        @Override
        public void onNextFrame(Runnable drain) {
            waiting.add(drain);
            try {
                Platform.runLater(this::startTimer);
            } catch (IllegalStateException e) {
                LOG.debug("the toolkit has ended", e);
            }
        }

        private void startTimer() {
            if (timer == null) {
                timer = new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        stop();
                        // what they ask for in turn is done in the frame after this one
                        List<Runnable> ofThisFrame = List.copyOf(waiting);
                        waiting.removeAll(ofThisFrame);
                        ofThisFrame.forEach(Runnable::run);
                    }
                };
            }
            timer.start();
        }
    }
}
