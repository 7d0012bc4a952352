package earshot.ui.kit;

import java.util.function.Function;
import javafx.util.StringConverter;

/// Gives the items of a box that is not editable their display texts. No item is an empty text.
public final class DisplayConverter<T> extends StringConverter<T> {
    private final Function<T, String> display;

    private DisplayConverter(Function<T, String> display) {
        this.display = display;
    }

    public static <T> DisplayConverter<T> of(Function<T, String> display) {
        return new DisplayConverter<>(display);
    }

    @Override
    public String toString(T item) {
        return item == null ? "" : display.apply(item);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("the box is not editable");
    }
}
