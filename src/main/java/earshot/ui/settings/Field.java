package earshot.ui.settings;

import earshot.config.Acceptance;
import earshot.config.Acceptance.Shape;
import earshot.config.Layer;
import earshot.config.SettingsSheet;
import earshot.config.Verdict;
import earshot.ui.part.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// View model of one setting: the text in the field, the value in force, and the error. There is no error before the first
/// edit. On the FX thread only.
final class Field {
    private final Setting setting;
    private final Supplier<Texts> texts;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<String>> wrong = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<SettingsSheet.Row> row;
    private String inForce = "";

    Field(Setting setting, Supplier<Texts> texts) {
        this.setting = setting;
        this.texts = texts;
        row = new ReadOnlyObjectWrapper<>(new SettingsSheet.Row(setting.key(), Optional.empty(), Layer.BUILT_IN, false));
        text.subscribe((_, _) -> judge());
    }

    /// Sets the value in force. A field that was not edited takes it over; a secret is never put into the field.
    void inForce(SettingsSheet.Row now) {
        boolean follows = !changed.get();
        inForce = now.secret() ? "" : now.value().map(Field::text).orElse("");
        row.set(now);
        if (follows) {
            text.set(inForce);
        }
        judge();
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number when number == Math.rint(number) -> Long.toString(Math.round(number));
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
            case Map<?, ?> map -> Acceptance.written(map);
            default -> String.valueOf(value);
        };
    }

    private void judge() {
        changed.set(!text.get().strip().equals(inForce.strip()));
        wrong.set(!changed.get() ? Optional.empty() : written().isEmpty() ? Optional.of(said(Acceptance.NO_OBJECT)) : switch (verdict()) {
            case Verdict.Ok _ -> Optional.empty();
            case Verdict.Bounded bounded -> Optional.of(said(bounded.why()));
            case Verdict.Refused refused -> Optional.of(said(refused));
        });
    }

    private String said(Verdict.Refused why) {
        return why.text(texts.get().language().locale());
    }

    private Verdict verdict() {
        return written().filter(value -> !nothing()).map(value -> Verdict.of(setting.key(), value)).orElseGet(() -> new Verdict.Ok(Optional.empty()));
    }

    /// An empty text removes the key, so that the layer below counts.
    private boolean nothing() {
        boolean may = switch (setting.shape()) {
            case TEXT, WORD, OBJECT -> true;
            case NUMBER, FLAG, TEXTS -> false;
        };
        return may && text.get().isBlank();
    }

    /// The value of the text; empty if an object is required and the text is none.
    private Optional<Object> written() {
        return switch (setting.shape()) {
            case TEXTS -> Optional.of(Arrays.stream(text.get().split("[\n,，、;；]")).map(String::strip).filter(word -> !word.isEmpty()).toList());
            case OBJECT -> nothing() ? Optional.of("") : Acceptance.object(text.get()).map(map -> map);
            case NUMBER, FLAG, TEXT, WORD -> Optional.of(text.get());
        };
    }

    void discard() {
        text.set(inForce);
    }

    /// The edited value in the type of the setting; an empty [Optional] removes the key. Only while there is no error.
    Object value() {
        return switch (verdict()) {
            case Verdict.Ok ok -> ok.value();
            case Verdict.Bounded bounded -> bounded.value();
            case Verdict.Refused refused -> throw new IllegalStateException(key() + " is refused: " + refused.key());
        };
    }

    /// Whether the field matches the search text, which is in lower case.
    boolean about(String words) {
        Texts say = texts.get();
        return (key() + " " + say.get("setting." + key()) + " " + note()).toLowerCase(java.util.Locale.ROOT).contains(words);
    }

    /// Explanation of the setting and its range.
    String note() {
        Texts say = texts.get();
        String range = Acceptance.of(key()).range().map(this::said).orElse("");
        return (say.getOr("setting." + key() + ".note", "") + " " + range).strip();
    }

    Setting setting() {
        return setting;
    }

    String key() {
        return setting.key();
    }

    Shape shape() {
        return setting.shape();
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

    /// The value in force and the layer it comes from.
    ReadOnlyObjectProperty<SettingsSheet.Row> row() {
        return row.getReadOnlyProperty();
    }
}
