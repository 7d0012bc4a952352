package earshot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}
