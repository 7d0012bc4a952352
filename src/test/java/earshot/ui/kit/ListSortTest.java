package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// Rows are words; by their own order the last one comes first.
class ListSortTest {
    private static final List<String> WORDS = List.of("pear", "Apple", "fig", "kiwi");
    private static final Comparator<String> OWN = Comparator.<String>comparingInt(WORDS::indexOf).reversed();

    @Test
    void aColumnSortsInOneDirectionThenInTheOtherThenNoMore() {
        ListSort<String> sort = sort(new SortOrders(Map.of()));
        assertThat(sorted(sort)).containsExactly("kiwi", "fig", "Apple", "pear");
        sort.press("name");
        assertThat(sorted(sort)).containsExactly("Apple", "fig", "kiwi", "pear");
        sort.press("name");
        assertThat(sorted(sort)).containsExactly("pear", "kiwi", "fig", "Apple");
        sort.press("name");
        assertThat(sort.chosen()).isFalse();
        sort.press("length");
        assertThat(sorted(sort)).as("the longest first, equal ones in the list's own order, those without a length last").containsExactly("Apple", "kiwi",
            "pear", "fig");
    }

    @Test
    void anOrderIsKeptAndOneOfAColumnThatIsNoMoreCountsForNothing() {
        SortOrders orders = new SortOrders(Map.of("fruit", "-name", "other", "gone", "odd", "-"));
        assertThat(sorted(sort(orders))).containsExactly("pear", "kiwi", "fig", "Apple");
        assertThat(orders.saved()).isEqualTo(Map.of("fruit", "-name", "other", "gone"));
        assertThat(sort(new SortOrders(Map.of("fruit", "gone"))).chosen()).isFalse();
    }

    private static ListSort<String> sort(SortOrders orders) {
        return new ListSort<>(orders, "fruit", ListSort.Column.byName("name", word -> word),
            ListSort.Column.byLargest("length", word -> word.equals("fig") ? Optional.empty() : Optional.of(word.length())));
    }

    private static List<String> sorted(ListSort<String> sort) {
        return WORDS.stream().sorted(sort.over(OWN)).toList();
    }
}
