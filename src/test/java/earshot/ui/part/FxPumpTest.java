package earshot.ui.part;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.time.ManualTime;
import earshot.watch.Cell;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FxPumpTest {
    private final ManualTime time = new ManualTime();
    private final List<Runnable> frames = new ArrayList<>();
    private final FxPump pump = new FxPump(time, frames::add);
    private final List<Integer> seen = new ArrayList<>();

    /// Renders one frame. Returns false if none was requested.
    private boolean frame() {
        List<Runnable> due = List.copyOf(frames);
        frames.clear();
        due.forEach(Runnable::run);
        return !due.isEmpty();
    }

    @Test
    void aThousandChangesInAFrameAreShownOnceWithTheNewest() {
        Cell<Integer> cell = new Cell<>(0);
        pump.watch(cell, seen::add);
        for (int i = 1; i <= 1000; i++) {
            cell.set(i);
        }
        frame();
        assertThat(seen).containsExactly(1000);
    }

    @Test
    void whenNothingChangesNoFrameIsAskedFor() {
        Cell<Integer> cell = new Cell<>(0);
        pump.watch(cell, seen::add);
        frame();
        assertThat(frame()).isFalse();
        cell.set(0);
        assertThat(frame()).isFalse();
    }

    @Test
    void aChangeWithinThePeriodIsShownWhenItIsOver() {
        Cell<Integer> cell = new Cell<>(0);
        pump.watch(cell, Duration.ofMillis(100), seen::add);
        frame();
        cell.set(1);
        frame();
        cell.set(2);
        assertThat(seen).containsExactly(0);
        time.advance(Duration.ofMillis(100));
        frame();
        assertThat(seen).containsExactly(0, 2);
    }

    @Test
    void aClosedPinIsSilentEvenForWhatWaits() {
        Cell<Integer> cell = new Cell<>(0);
        Pin pin = pump.watch(cell, seen::add);
        pin.close();
        frame();
        cell.set(1);
        frame();
        assertThat(seen).isEmpty();
    }

    @Test
    void oneThatThrowsStopsNobodyElse() {
        pump.later(() -> {
            throw new IllegalStateException("a fault of the view");
        });
        pump.later(() -> seen.add(1));
        frame();
        assertThat(seen).containsExactly(1);
    }

    @Test
    void aChangeThatComesWhileItIsShownIsShownInTheNextFrame() {
        Cell<Integer> cell = new Cell<>(0);
        pump.watch(cell, value -> {
            seen.add(value);
            if (value == 0) {
                cell.set(1);
            }
        });
        frame();
        frame();
        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void whatBeatsStopsWithItsPin() {
        Pin pin = pump.every(Duration.ofSeconds(1), () -> seen.add(seen.size()));
        time.advance(Duration.ofSeconds(1));
        frame();
        pin.close();
        time.advance(Duration.ofSeconds(3));
        frame();
        assertThat(seen).hasSize(1);
    }
}
