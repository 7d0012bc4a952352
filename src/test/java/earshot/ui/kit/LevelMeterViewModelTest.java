package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.time.TimeFake;
import earshot.watch.MutableWatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Runs without a toolkit: the test renders frames itself.
class LevelMeterViewModelTest {
    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final MutableWatch<AudioLevel> source = new MutableWatch<>(AudioLevel.SILENCE);
    private final LevelMeterViewModel meter = new LevelMeterViewModel(new FxPump(time, frames::add), time, source, LevelMeterViewModel.LIVELY);

    @Test
    @DisplayName("U12: the bar follows each packet, the number beside it can be read, and both show at once that sound begins or has ended")
    void theNumberCanBeRead() {
        meter.start();
        render();
        source.set(level(-20));
        render();
        assertThat(meter.reading()).as("at once").isEqualTo(-20);
        Set<Double> bars = new HashSet<>();
        Set<Double> numbers = new HashSet<>();
        for (int packet = 0; packet < 16; packet++) {
            source.set(level(-19 + packet));
            render();
            bars.add(meter.displayLevel().get());
            numbers.add(meter.reading());
        }
        assertThat(bars).hasSize(16);
        assertThat(numbers).as("within a second").hasSize(3);
        for (int step = 0; step < 100 && meter.displayLevel().get() > MeterBallistics.FLOOR; step++) {
            render();
        }
        assertThat(meter.reading()).isEqualTo(MeterBallistics.FLOOR).isEqualTo(meter.displayLevel().get());
    }

    private static AudioLevel level(double db) {
        return new AudioLevel(db, db, false);
    }

    private void render() {
        time.advance(FxPump.STEP);
        for (int n = frames.size(); n > 0; n--) {
            frames.remove().run();
        }
    }
}
