package earshot.ui.kit;

import module java.base;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How a person sorted the lists of a window, by the names of the lists; kept over restarts. On the FX thread only.
public final class SortOrders {
    private final Map<String, ObjectProperty<Optional<SortOrder>>> orders = new TreeMap<>();

    /// @param saved as [#saved] gave it
    public SortOrders(Map<String, String> saved) {
        saved.forEach((list, text) -> of(list).set(SortOrder.of(text)));
    }

    /// Empty for the order that the list has by itself.
    ObjectProperty<Optional<SortOrder>> of(String list) {
        return orders.computeIfAbsent(list, _ -> new SimpleObjectProperty<>(Optional.empty()));
    }

    public Map<String, String> saved() {
        Map<String, String> saved = new TreeMap<>();
        orders.forEach((list, order) -> order.get().ifPresent(chosen -> saved.put(list, chosen.text())));
        return saved;
    }
}
