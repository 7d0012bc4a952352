package earshot.ui.settings;

import earshot.config.Verdict;
import earshot.ui.part.Texts;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One setting as it is edited: what is written in the field, what is in force, and what is wrong with it.
/// Nothing is wrong before the first edit. On the FX thread only.
final class Field {
    private final String key;
    private final Supplier<Texts> texts;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<String>> wrong = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private String inForce = "";

    /// @param key dotted key of the setting
    Field(String key, Supplier<Texts> texts) {
        this.key = key;
        this.texts = texts;
        text.subscribe((_, _) -> judge());
    }

    /// The value that holds now. A field that was not edited follows it.
    void inForce(String value) {
        boolean follows = !changed.get();
        inForce = value;
        if (follows) {
            text.set(value);
        }
        judge();
    }

    private void judge() {
        changed.set(!text.get().strip().equals(inForce));
        wrong.set(switch (Verdict.of(key, text.get())) {
            case Verdict.Ok _ -> Optional.empty();
            case Verdict.Bounded bounded -> Optional.of(bounded.why().text(texts.get().language().locale()));
            case Verdict.Refused refused -> Optional.of(refused.text(texts.get().language().locale()));
        });
        if (!changed.get()) {
            wrong.set(Optional.empty());
        }
    }

    void discard() {
        text.set(inForce);
    }

    /// What is written, as the type of the setting. Only while nothing is wrong.
    Object value() {
        return switch (Verdict.of(key, text.get())) {
            case Verdict.Ok ok -> ok.value();
            case Verdict.Bounded bounded -> bounded.value();
            case Verdict.Refused refused -> throw new IllegalStateException(key + " is refused: " + refused.key());
        };
    }

    String key() {
        return key;
    }

    StringProperty text() {
        return text;
    }

    ReadOnlyObjectProperty<Optional<String>> wrong() {
        return wrong.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty changed() {
        return changed.getReadOnlyProperty();
    }
}
