package earshot.ui.settings;

import module java.base;

import earshot.config.InputConstraints;
import earshot.config.InputConstraints.InputKind;
import earshot.config.Setting;
import earshot.config.SettingsLayer;
import earshot.config.SettingsOverview;
import earshot.config.ValidationResult;
import earshot.data.LetterCase;
import earshot.ui.kit.Texts;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// View model of one setting: the text in the field, the value in force, and the error. There is no error before the first
/// edit. On the FX thread only.
final class SettingField {
    private final Setting<?> setting;
    private final InputConstraints constraints;
    private final Supplier<Texts> texts;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<String>> error = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<SettingsOverview.CurrentValue> currentValue;
    private String inForce = "";

    SettingField(Setting<?> setting, Supplier<Texts> texts) {
        this.setting = setting;
        this.texts = texts;
        constraints = InputConstraints.of(setting.type());
        currentValue = new ReadOnlyObjectWrapper<>(new SettingsOverview.CurrentValue(setting.key(), Optional.empty(), SettingsLayer.BUILT_IN, false));
        text.subscribe((_, _) -> validate());
    }

    /// Sets the value in force. A field that was not edited takes it over; a secret is never put into the field.
    void inForce(SettingsOverview.CurrentValue now) {
        boolean follows = !changed.get();
        inForce = now.secret() ? "" : now.value().map(SettingField::text).orElse("");
        currentValue.set(now);
        if (follows) {
            text.set(inForce);
        }
        validate();
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number when number == Math.rint(number) -> Long.toString(Math.round(number));
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
            case Map<?, ?> map -> InputConstraints.objectToYaml(map);
            default -> String.valueOf(value);
        };
    }

    private void validate() {
        changed.set(!text.get().strip().equals(inForce.strip()));
        error.set(!changed.get() ? Optional.empty() : parsed().isEmpty() ? Optional.of(explain(InputConstraints.NOT_AN_OBJECT)) : switch (verdict()) {
            case ValidationResult.Ok _ -> Optional.empty();
            case ValidationResult.Clamped clamped -> Optional.of(explain(clamped.why()));
            case ValidationResult.Refused refused -> Optional.of(explain(refused));
        });
    }

    private String explain(ValidationResult.Refused reason) {
        return reason.text(texts.get().language().locale());
    }

    private ValidationResult verdict() {
        return parsed().filter(value -> !isUnset()).map(value -> setting.type().validate(value)).orElseGet(() -> new ValidationResult.Ok(Optional.empty()));
    }

    /// An empty text removes the key, so that the layer below counts.
    private boolean isUnset() {
        boolean mayBeUnset = switch (shape()) {
            case TEXT, CHOICE, OBJECT -> true;
            case NUMBER, FLAG, TEXT_LIST -> false;
        };
        return mayBeUnset && text.get().isBlank();
    }

    /// The value of the text; empty if an object is required and the text is none.
    private Optional<Object> parsed() {
        return switch (shape()) {
            case TEXT_LIST -> Optional.of(Arrays.stream(text.get().split("[\n,，、;；]")).map(String::strip).filter(word -> !word.isEmpty()).toList());
            case OBJECT -> isUnset() ? Optional.of("") : InputConstraints.objectFromYaml(text.get()).map(map -> map);
            case NUMBER, FLAG, TEXT, CHOICE -> Optional.of(text.get());
        };
    }

    void discard() {
        text.set(inForce);
    }

    /// The edited value in the type of the setting; an empty [Optional] removes the key. Only while there is no error.
    Object value() {
        return switch (verdict()) {
            case ValidationResult.Ok ok -> ok.value();
            case ValidationResult.Clamped clamped -> clamped.value();
            case ValidationResult.Refused refused -> throw new IllegalStateException(key() + " is refused: " + refused.key());
        };
    }

    /// Whether the field matches the search text, which is in lower case.
    boolean matches(String searchText) {
        return LetterCase.folded(key() + " " + texts.get().get("setting." + key()) + " " + note()).contains(searchText);
    }

    /// Explanation of the setting and its range.
    String note() {
        String range = constraints.range().map(this::explain).orElse("");
        String note = texts.get().getOrDefault("setting." + key() + ".note", "");
        // a Chinese full stop has its own room
        return (note + (note.endsWith("。") ? "" : " ") + range).strip();
    }

    /// The unit as a reader calls it; empty for none.
    String unit() {
        return texts.get().getOrDefault("settings.unit." + setting.unit(), setting.unit());
    }

    Setting<?> setting() {
        return setting;
    }

    String key() {
        return setting.key();
    }

    List<String> choices() {
        return constraints.choices();
    }

    InputKind shape() {
        return constraints.inputKind();
    }

    StringProperty text() {
        return text;
    }

    ReadOnlyObjectProperty<Optional<String>> error() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty changed() {
        return changed.getReadOnlyProperty();
    }

    /// The value in force and the layer it comes from.
    ReadOnlyObjectProperty<SettingsOverview.CurrentValue> row() {
        return currentValue.getReadOnlyProperty();
    }
}
