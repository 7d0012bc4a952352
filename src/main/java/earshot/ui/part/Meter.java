package earshot.ui.part;

import earshot.audio.Level;
import earshot.time.Time;
import earshot.watch.Pin;
import earshot.watch.Watch;
import java.time.Duration;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/// Level of one direction (in or out) for a [LevelMeter]. Updates only between [#hold] and [#release] and while there is
/// something to show: a silent meter requests no frames. On the FX thread only.
public final class Meter {
    private static final Duration STEP = Duration.ofMillis(40);

    private final FxPump pump;
    private final Time time;
    private final Watch<Level> source;
    private final MeterBallistics ballistics = new MeterBallistics();
    private final ReadOnlyDoubleWrapper shown = new ReadOnlyDoubleWrapper(MeterBallistics.FLOOR);
    private final ReadOnlyDoubleWrapper peak = new ReadOnlyDoubleWrapper(MeterBallistics.FLOOR);
    private final Pins pins = new Pins();
    private Pin falling = () -> { };
    private boolean moving;

    public Meter(FxPump pump, Time time, Watch<Level> source) {
        this.pump = pump;
        this.time = time;
        this.source = source;
    }

    /// Starts following the level.
    public void hold() {
        pins.add(pump.watch(source, STEP, this::hear));
    }

    /// Stops following the level.
    public void release() {
        pins.close();
        falling.close();
        moving = false;
    }

    private void hear(Level level) {
        ballistics.hear(level, time.nanos());
        tell();
        fallOn();
    }

    private void fallOn() {
        if (!moving && (ballistics.shown() > MeterBallistics.FLOOR || ballistics.peak() > MeterBallistics.FLOOR || ballistics.lamp())) {
            moving = true;
            falling = pump.after(STEP, () -> {
                moving = false;
                ballistics.settle(time.nanos());
                tell();
                fallOn();
            });
        }
    }

    private void tell() {
        shown.set(ballistics.shown());
        peak.set(ballistics.peak());
    }

    /// Displayed level in dBFS, -60 to 0.
    public ReadOnlyDoubleProperty shown() {
        return shown.getReadOnlyProperty();
    }

    /// Held peak in dBFS, -60 to 0.
    public ReadOnlyDoubleProperty peak() {
        return peak.getReadOnlyProperty();
    }

    public boolean lamp() {
        return ballistics.lamp();
    }
}
