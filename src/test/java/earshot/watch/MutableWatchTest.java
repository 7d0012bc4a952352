package earshot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class MutableWatchTest {
    @Test
    void tellsANewObserverThePresentValueAndEveryChangeAfterIt() {
        var mutableWatch = new MutableWatch<>("a");
        List<String> seen = new ArrayList<>();
        try (var _ = mutableWatch.observe(seen::add)) {
            mutableWatch.set("b");
            mutableWatch.set("b");
        }
        mutableWatch.set("c");
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void anObserverThatThrowsStopsNobodyElse() {
        var mutableWatch = new MutableWatch<>(1);
        List<Integer> seen = new ArrayList<>();
        mutableWatch.observe(v -> {
            throw new IllegalStateException("broken");
        });
        mutableWatch.observe(seen::add);
        mutableWatch.set(2);
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void aConditionIsAwaitedFromNowOnAndForgottenOnceItHolds() {
        var mutableWatch = new MutableWatch<>(1);
        List<Integer> tested = new ArrayList<>();
        CompletableFuture<Integer> three = mutableWatch.when(value -> tested.add(value) && value == 3);
        CompletableFuture<Integer> never = mutableWatch.when(value -> tested.add(value) && value == 9);
        assertThat(mutableWatch.when(value -> value == 1)).isCompletedWithValue(1);
        mutableWatch.set(2);
        assertThat(three).isNotDone();
        never.cancel(false);
        mutableWatch.set(3);
        assertThat(three).isCompletedWithValue(3);
        mutableWatch.set(4);
        assertThat(tested).containsExactly(1, 1, 2, 2, 3);
    }

    @Test
    void aSignalCompletesWhatWasAskedForBeforeTheChange() {
        ChangeSignal signal = new ChangeSignal();
        CompletableFuture<Void> before = signal.next();
        signal.changed();
        assertThat(before).isDone();
        assertThat(signal.next()).isNotDone();
    }
}
