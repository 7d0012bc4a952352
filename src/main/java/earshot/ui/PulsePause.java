package earshot.ui;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has nothing wake the process for frames on GTK while no frame is asked for.
///
/// JavaFX pauses the timer of its frames after a quarter of a second without one, but that of GTK cannot pause: it ticks 60 times a second, which is half of
/// all that an idle window costs. There is no public way to change that. Where the toolkit is not open to this module, or not what it is today, its timer
/// stays as it is.
final class PulsePause {
    private static final Logger LOG = LoggerFactory.getLogger(PulsePause.class);

    private PulsePause() {}

    /// Replaces the timer of the toolkit. Call it on the FX thread once the toolkit runs with GTK: only there are ticks and frames on one thread.
    static void install() {
        try {
            Toolkit toolkit = Toolkit.getToolkit();
            PulseTimer present = PulseTimer.of(toolkit);
            if (!(present.timer instanceof StoppingTimer)) {
                StoppingTimer instead = new StoppingTimer(present.pulse, present.period);
                present.timer.stop();
                present.field.set(toolkit, instead);
                instead.resume();
            }
        } catch (ReflectiveOperationException | RuntimeException | IllegalAccessError e) {
            LOG.debug("frames are timed while nothing changes, too", e);
        }
    }

    /// The timer of a toolkit. Whether a release of JavaFX still has it so, a test finds out.
    ///
    /// @param pulse begins a frame if one was asked for
    /// @param period in milliseconds
    record PulseTimer(Field field, Timer timer, Runnable pulse, int period) {
        static PulseTimer of(Toolkit toolkit) throws ReflectiveOperationException {
            Field field = open(toolkit, "pulseTimer");
            return new PulseTimer(field, (Timer) field.get(toolkit), (Runnable) open(toolkit, "timerRunnable").get(toolkit),
                open(toolkit, "PULSE_INTERVAL").getInt(toolkit));
        }
    }

    private static Field open(Toolkit toolkit, String name) throws NoSuchFieldException {
        Field field = toolkit.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /// Stops by itself, and begins again with the next request for a frame.
    private static final class StoppingTimer extends Timer {
        /// After the last request, at least two: the first may find a frame that is under way.
        private static final int TICKS = 3;
        private final Timer timer = Application.GetApplication().createTimer(this::tick);
        private final Runnable pulse;
        private final int period;
        private int ticks;

        /// @param pulse begins a frame if one was asked for
        /// @param period in milliseconds
        StoppingTimer(Runnable pulse, int period) {
            super(pulse);
            this.pulse = pulse;
            this.period = period;
        }

        private void tick() {
            pulse.run();
            stopAfterTheLast();
        }

        private synchronized void stopAfterTheLast() {
            ticks++;
            if (ticks >= TICKS) {
                timer.stop();
            }
        }

        /// The toolkit calls it with each request.
        @Override
        public synchronized void resume() {
            ticks = 0;
            if (!timer.isRunning()) {
                timer.start(period);
            }
        }

        @Override
        public synchronized void pause() {
            timer.stop();
        }

        @Override
        public synchronized void stop() {
            timer.stop();
        }

        @Override
        protected long _start(Runnable runnable) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected long _start(Runnable runnable, int millis) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void _stop(long handle) { }

        @Override
        protected void _pause(long handle) { }

        @Override
        protected void _resume(long handle) { }
    }
}
