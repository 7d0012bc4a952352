package earshot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void tellsANewObserverThePresentValueAndEveryChangeAfterIt() {
        var cell = new Cell<>("a");
        List<String> seen = new ArrayList<>();
        try (var _ = cell.observe(seen::add)) {
            cell.set("b");
            cell.set("b");
        }
        cell.set("c");
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void anObserverThatThrowsStopsNobodyElse() {
        var cell = new Cell<>(1);
        List<Integer> seen = new ArrayList<>();
        cell.observe(v -> {
            throw new IllegalStateException("broken");
        });
        cell.observe(seen::add);
        cell.set(2);
        assertThat(seen).containsExactly(1, 2);
    }
}
