package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// How a list was sorted, as it is kept over a restart.
class SortOrderTest {
    @Test
    void whatIsKeptIsReadAgain() {
        for (SortOrder order : List.of(new SortOrder("name", false), new SortOrder("last-turn", true))) {
            assertThat(SortOrder.of(order.text())).contains(order);
        }
        assertThat(SortOrder.of("-name")).contains(new SortOrder("name", true));
    }

    @Test
    void withoutAColumnThereIsNoOrder() {
        assertThat(Stream.of("", " ", "-", "- ").map(SortOrder::of)).allMatch(Optional::isEmpty);
    }
}
