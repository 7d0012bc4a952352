package earshot.ui.part;

import earshot.time.Time;
import earshot.watch.Pin;
import earshot.watch.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
    private static final Logger LOG = LoggerFactory.getLogger(FxPump.class);

    private final Time time;
    private final Pulses pulses;
    private final Queue<Slot> marked = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    public FxPump(Time time) {
        this(time, new ScenePulses());
    }

    /// @param pulses schedules the next frame; tests pass their own
    public FxPump(Time time, Pulses pulses) {
        this.time = time;
        this.pulses = pulses;
    }

    /// Calls `onFx` in the next frame with the current value, then in each frame after a change with the newest value.
    public <T> Pin watch(Watch<T> watch, Consumer<? super T> onFx) {
        return watch(watch, Duration.ZERO, onFx);
    }

    /// As [#watch(Watch, Consumer)], at most once per `period`; a change within the period is delivered at its end.
    public <T> Pin watch(Watch<T> watch, Duration period, Consumer<? super T> onFx) {
        Slot slot = new Slot(() -> onFx.accept(watch.get()), period.toNanos());
        Pin pin = watch.observe(_ -> slot.mark());
        return closing(slot, pin);
    }

    /// Calls `onFx` in the next frame after [Bell#ring], at most once per `period`. [Bell#ring] may be called from any
    /// thread.
    public Bell bell(Duration period, Runnable onFx) {
        Slot slot = new Slot(onFx, period.toNanos());
        return new Bell() {
            @Override
            public void ring() {
                slot.mark();
            }

            @Override
            public void close() {
                slot.close();
            }
        };
    }

    /// Calls `onFx` every `period` until it is closed. Only for what is visible and changes with time.
    public Pin every(Duration period, Runnable onFx) {
        Slot slot = new Slot(onFx, 0);
        Time.Timer timer = time.every(period, slot::mark);
        return closing(slot, timer::cancel);
    }

    /// Calls `onFx` once, `delay` from now.
    public Pin after(Duration delay, Runnable onFx) {
        Slot slot = new Slot(onFx, 0);
        Time.Timer timer = time.after(delay, slot::mark);
        return closing(slot, timer::cancel);
    }

    /// Calls `onFx` with the result once the future completes. A failure is logged and `onFx` is not called.
    public <T> void when(CompletableFuture<T> future, Consumer<? super T> onFx) {
        future.whenComplete((value, failure) -> {
            if (failure != null) {
                LOG.error("what the console waited for failed", failure);
            } else {
                later(() -> onFx.accept(value));
            }
        });
    }

    /// Runs `onFx` in the next frame. May be called from any thread.
    public void later(Runnable onFx) {
        new Slot(onFx, 0).mark();
    }

    /// Runs all pending updates, on the FX thread. Returns whether there were any.
    boolean drain() {
        woken.set(false);
        List<Slot> batch = new ArrayList<>();
        for (Slot slot = marked.poll(); slot != null; slot = marked.poll()) {
            batch.add(slot);
        }
        batch.forEach(Slot::run);
        return !batch.isEmpty();
    }

    private static Pin closing(Slot slot, Pin pin) {
        return () -> {
            slot.close();
            pin.close();
        };
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            pulses.next(this::drain);
        }
    }

    /// Handle that requests an update in the next frame.
    public interface Bell extends Pin {
        void ring();
    }

    /// Runs a callback once on the FX thread, at the next frame. May be called from any thread.
    @FunctionalInterface
    public interface Pulses {
        void next(Runnable drain);
    }

    private final class Slot {
        private final Runnable action;
        private final long periodNanos;
        private final AtomicBoolean dirty = new AtomicBoolean();
        private volatile boolean closed;
        private boolean ranBefore;
        private long lastRun;
        /// For the end of the period.
        private Time.Timer timer = Time.Timer.NONE;

        Slot(Runnable action, long periodNanos) {
            this.action = action;
            this.periodNanos = periodNanos;
        }

        void mark() {
            if (!closed && dirty.compareAndSet(false, true)) {
                marked.add(this);
                wake();
            }
        }

        void run() {
            if (closed) {
                return;
            }
            if (periodNanos > 0) {
                long now = time.nanos();
                long wait = lastRun + periodNanos - now;
                if (ranBefore && wait > 0) {
                    timer = time.after(Duration.ofNanos(wait), this::again);
                    return;
                }
                ranBefore = true;
                lastRun = now;
            }
            // cleared before the action runs, so that a change during the action marks the update again
            dirty.set(false);
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("showing a change failed", e);
            }
        }

        /// Cancels the timer as well: the clock would keep the window reachable until the period ends.
        void close() {
            closed = true;
            timer.cancel();
        }

        private void again() {
            if (!closed) {
                marked.add(this);
                wake();
            }
        }
    }

    /// Uses an `AnimationTimer` that runs for one frame only, so that an idle console renders nothing.
    private static final class ScenePulses implements Pulses {
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private AnimationTimer timer;

        @Override
        public void next(Runnable drain) {
            waiting.add(drain);
            try {
                Platform.runLater(this::arm);
            } catch (IllegalStateException e) {
                LOG.debug("the toolkit has ended", e);
            }
        }

        private void arm() {
            if (timer == null) {
                timer = new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        stop();
                        for (Runnable drain = waiting.poll(); drain != null; drain = waiting.poll()) {
                            drain.run();
                        }
                    }
                };
            }
            timer.start();
        }
    }
}
