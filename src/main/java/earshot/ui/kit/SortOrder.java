package earshot.ui.kit;

import java.util.Optional;

/// By which column a list is sorted.
public record SortOrder(String column, boolean descending) {
    /// As it is kept: the column, after a minus where it is descending.
    String text() {
        return (descending ? "-" : "") + column;
    }

    static Optional<SortOrder> of(String text) {
        boolean descending = text.startsWith("-");
        String column = descending ? text.substring(1) : text;
        return column.isBlank() ? Optional.empty() : Optional.of(new SortOrder(column, descending));
    }
}
