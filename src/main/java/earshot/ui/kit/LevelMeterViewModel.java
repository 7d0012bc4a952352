package earshot.ui.kit;

import earshot.audio.AudioLevel;
import earshot.time.Time;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import java.time.Duration;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/// Level of one direction (in or out) for a [LevelMeter]. Updates only between [#start] and [#stop] and while there is
/// something to show: a silent meter requests no frames. On the FX thread only.
public final class LevelMeterViewModel {
    /// Where a meter is looked at.
    public static final Duration LIVELY = FxPump.STEP;
    /// In a list.
    public static final Duration CALM = FxPump.STEP.multipliedBy(2);
    /// Between two numbers: more often nobody can read them, and to set text anew costs more than the bar beside it.
    private static final long READABLE = FxPump.STEP.multipliedBy(8).toNanos();

    private final FxPump pump;
    private final Time time;
    private final Watch<AudioLevel> source;
    private final Duration step;
    private final MeterBallistics ballistics = new MeterBallistics();
    private final ReadOnlyDoubleWrapper displayLevel = new ReadOnlyDoubleWrapper(MeterBallistics.FLOOR);
    private final ReadOnlyDoubleWrapper peak = new ReadOnlyDoubleWrapper(MeterBallistics.FLOOR);
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private WatchSubscription decayTimer = () -> { };
    private boolean decaying;
    private double reading = MeterBallistics.FLOOR;
    private long readAt;

    /// @param step the shortest time between two updates
    public LevelMeterViewModel(FxPump pump, Time time, Watch<AudioLevel> source, Duration step) {
        this.pump = pump;
        this.time = time;
        this.source = source;
        this.step = step;
    }

    public void start() {
        subscriptionGroup.add(pump.watch(source, step, this::showLevel));
    }

    public void stop() {
        subscriptionGroup.close();
        decayTimer.close();
        decaying = false;
    }

    private void showLevel(AudioLevel level) {
        ballistics.update(level, time.nanos());
        publish();
        scheduleDecay();
    }

    private void scheduleDecay() {
        if (!decaying && (ballistics.displayLevel() > MeterBallistics.FLOOR || ballistics.peak() > MeterBallistics.FLOOR || ballistics.clipped())) {
            decaying = true;
            decayTimer = pump.atEndOf(step, Duration.ZERO, () -> {
                decaying = false;
                ballistics.advance(time.nanos());
                publish();
                scheduleDecay();
            });
        }
    }

    private void publish() {
        double now = ballistics.displayLevel();
        boolean beginsOrEnds = reading <= MeterBallistics.FLOOR || now <= MeterBallistics.FLOOR;
        if (beginsOrEnds || time.nanos() - readAt >= READABLE) {
            readAt = time.nanos();
            reading = now;
        }
        displayLevel.set(now);
        peak.set(ballistics.peak());
    }

    /// Displayed level in dBFS, -60 to 0.
    public ReadOnlyDoubleProperty displayLevel() {
        return displayLevel.getReadOnlyProperty();
    }

    /// The level for a number beside the meter, in dBFS, -60 to 0: at once when sound begins or has ended, in between twice a second.
    public double reading() {
        return reading;
    }

    /// Held peak in dBFS, -60 to 0.
    public ReadOnlyDoubleProperty peak() {
        return peak.getReadOnlyProperty();
    }

    public boolean clipped() {
        return ballistics.clipped();
    }
}
