package earshot.ui.kit;

import module java.base;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/// How a person sorts one list: by a column, in one direction or the other, or as the list is by itself. On the FX thread only.
public final class ListSort<T> {
    private final ObjectProperty<Optional<SortOrder>> order;
    private final Map<String, Column<T>> columns = new LinkedHashMap<>();

    /// @param id stable, also the end of the key of its text
    /// @param largestFirst whether the first press shows the largest first: what is longest or newest, and not a name
    public record Column<T>(String id, boolean largestFirst, Comparator<T> comparator) {
        public static <T> Column<T> byName(String id, Function<T, String> name) {
            return new Column<>(id, false, Comparator.comparing(name, String.CASE_INSENSITIVE_ORDER));
        }

        /// Rows without a value come last in both directions.
        public static <T, V extends Comparable<? super V>> Column<T> byLargest(String id, Function<T, Optional<V>> value) {
            return new Column<>(id, true, Comparator.comparing((T row) -> value.apply(row).orElse(null), Comparator.nullsFirst(Comparator.naturalOrder())));
        }
    }

    /// @param list stable name, under which the order is kept
    @SafeVarargs
    public ListSort(SortOrders orders, String list, Column<T>... columns) {
        order = orders.of(list);
        Stream.of(columns).forEach(column -> this.columns.put(column.id(), column));
    }

    /// The chosen order, and within it, or without a choice, the list's own.
    public Comparator<T> over(Comparator<T> own) {
        return order.get()
            .flatMap(chosen -> Optional.ofNullable(columns.get(chosen.column()))
                .map(column -> chosen.descending() ? column.comparator().reversed() : column.comparator()))
            .map(chosen -> chosen.thenComparing(own)).orElse(own);
    }

    /// Whether a person sorted the list.
    public boolean chosen() {
        return order.get().filter(chosen -> columns.containsKey(chosen.column())).isPresent();
    }

    /// By this column, then in the other direction, then as the list is by itself.
    void press(String column) {
        boolean first = columns.get(column).largestFirst();
        Optional<SortOrder> now = order.get().filter(chosen -> chosen.column().equals(column));
        order.set(now.isEmpty() ? Optional.of(new SortOrder(column, first)) : now.get().descending() == first ? Optional.of(new SortOrder(column, !first))
            : Optional.empty());
    }

    /// The ids of the columns that sort.
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    public ReadOnlyObjectProperty<Optional<SortOrder>> order() {
        return order;
    }
}
