package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import earshot.ui.UiToolkit;
import earshot.watch.MutableWatch;
import earshot.watch.WatchSubscription;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

class FxPumpTest {
    private final TimeFake time = new TimeFake();
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
        MutableWatch<Integer> mutableWatch = new MutableWatch<>(0);
        pump.watch(mutableWatch, seen::add);
        for (int i = 1; i <= 1000; i++) {
            mutableWatch.set(i);
        }
        frame();
        assertThat(seen).containsExactly(1000);
    }

    @Test
    void whenNothingChangesNoFrameIsAskedFor() {
        MutableWatch<Integer> mutableWatch = new MutableWatch<>(0);
        pump.watch(mutableWatch, seen::add);
        frame();
        assertThat(frame()).isFalse();
        mutableWatch.set(0);
        assertThat(frame()).isFalse();
    }

    @Test
    void aChangeWithinThePeriodIsShownWhenItIsOver() {
        MutableWatch<Integer> mutableWatch = new MutableWatch<>(0);
        pump.watch(mutableWatch, Duration.ofMillis(100), seen::add);
        frame();
        mutableWatch.set(1);
        frame();
        mutableWatch.set(2);
        assertThat(seen).containsExactly(0);
        time.advance(Duration.ofMillis(100));
        frame();
        assertThat(seen).containsExactly(0, 2);
    }

    @Test
    void aClosedPinIsSilentEvenForWhatWaits() {
        MutableWatch<Integer> mutableWatch = new MutableWatch<>(0);
        WatchSubscription watchSubscription = pump.watch(mutableWatch, seen::add);
        watchSubscription.close();
        frame();
        mutableWatch.set(1);
        frame();
        assertThat(seen).isEmpty();
    }

    @Test
    void oneThatThrowsStopsNobodyElse() {
        pump.runLater(() -> {
            throw new IllegalStateException("a fault of the view");
        });
        pump.runLater(() -> seen.add(1));
        frame();
        assertThat(seen).containsExactly(1);
    }

    @Test
    void aChangeThatComesWhileItIsShownIsShownInTheNextFrame() {
        MutableWatch<Integer> mutableWatch = new MutableWatch<>(0);
        pump.watch(mutableWatch, value -> {
            seen.add(value);
            if (value == 0) {
                mutableWatch.set(1);
            }
        });
        frame();
        frame();
        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void whatBeatsStopsWithItsPin() {
        WatchSubscription watchSubscription = pump.every(Duration.ofSeconds(1), () -> seen.add(seen.size()));
        time.advance(Duration.ofSeconds(1));
        frame();
        watchSubscription.close();
        time.advance(Duration.ofSeconds(3));
        frame();
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatChangesAllTheTimeInManyRowsTakesOneFrameOfEachPeriod() {
        List<MutableWatch<Integer>> rows = IntStream.range(0, 5).mapToObj(_ -> new MutableWatch<>(0)).toList();
        rows.forEach(row -> {
            time.advance(Duration.ofMillis(7));
            pump.watch(row, Duration.ofMillis(80), seen::add);
            frame();
        });
        WatchSubscription clock = pump.every(Duration.ofMillis(80), () -> seen.add(-1));
        seen.clear();
        int rendered = 0;
        for (int i = 1; i <= 400; i++) {
            rows.get(i % 5).set(i);
            time.advance(Duration.ofMillis(1));
            rendered += frame() ? 1 : 0;
        }
        assertThat(rendered).as("frames in five periods").isEqualTo(5);
        assertThat(seen).as("five rows and the clock").hasSize(5 * 6);
        clock.close();
    }

    @Test
    void whatChangesOnceInEachPeriodInManyRowsTakesOneFrameOfEach() {
        List<MutableWatch<Integer>> rows = IntStream.range(0, 5).mapToObj(_ -> new MutableWatch<>(0)).toList();
        rows.forEach(row -> pump.watch(row, FxPump.STEP, seen::add));
        frame();
        int rendered = 0;
        for (int i = 1; i <= 600; i++) {
            if (i % 12 == 7) {
                rows.get(i / 12 % 5).set(i);
            }
            time.advance(Duration.ofMillis(1));
            rendered += frame() ? 1 : 0;
        }
        assertThat(rendered).as("frames in ten periods").isEqualTo(10);
        time.advance(FxPump.STEP);
        frame();
        assertThat(seen).as("first each row, then ten changes of each").hasSize(5 + 5 * 10);
    }

    @Test
    void aChangeAfterARestIsShownAtOnceOrWithWhatMoves() {
        MutableWatch<Integer> level = new MutableWatch<>(0);
        MutableWatch<Integer> state = new MutableWatch<>(0);
        pump.watch(level, FxPump.STEP, _ -> { });
        pump.watch(state, FxPump.STEP.multipliedBy(2), seen::add);
        frame();
        time.advance(Duration.ofSeconds(1));
        state.set(1);
        frame();
        assertThat(seen).as("nothing moves").containsExactly(0, 1);

        time.advance(Duration.ofSeconds(1));
        level.set(1);
        frame();
        time.advance(Duration.ofMillis(5));
        state.set(2);
        assertThat(frame()).as("a frame of its own").isFalse();
        time.advance(FxPump.STEP);
        frame();
        assertThat(seen).containsExactly(0, 1, 2);
    }

    @Test
    void aDelayEndsWithThePeriodItIsOverIn() {
        time.advance(Duration.ofMillis(70));
        pump.atEndOf(FxPump.STEP, Duration.ofMillis(500), () -> seen.add(1));
        time.advance(Duration.ofMillis(549));
        assertThat(frame()).isFalse();
        time.advance(Duration.ofMillis(1));
        frame();
        assertThat(seen).containsExactly(1);
    }

    @Test
    void whatIsAskedForWithinAFrameIsDoneInTheNext() {
        UiToolkit.start();
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        AtomicLong frame = new AtomicLong();
        AnimationTimer counter = new AnimationTimer() {
            @Override
            public void handle(long now) {
                frame.incrementAndGet();
            }
        };
        Platform.runLater(counter::start);
        FxPump ofWindow = new FxPump(time);
        ofWindow.runLater(() -> {
            long asked = frame.get();
            ofWindow.runLater(() -> later.complete(frame.get() > asked));
        });
        assertThat(later.join()).isTrue();
        Platform.runLater(counter::stop);
    }
}
