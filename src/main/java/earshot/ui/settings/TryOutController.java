package earshot.ui.settings;

import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.util.StringConverter;
import javafx.util.Subscription;

/// Binds the segmentation preview. Each slider is bound to the field of its setting in both directions.
final class TryOutController {
    private final TryOutViewModel model;
    private Subscription held;

    TryOutController(TryOutViewModel model, ComboBox<TryOutViewModel.Source> source, Button take, Button play, CutsPane cuts, Label words) {
        this.model = model;
        source.setItems(model.sources());
        source.setConverter(new StringConverter<>() {
            @Override
            public String toString(TryOutViewModel.Source one) {
                return one == null ? "" : one.name();
            }

            @Override
            public TryOutViewModel.Source fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        source.valueProperty().bindBidirectional(model.chosen());
        words.textProperty().bind(model.words());
        take.setOnAction(_ -> model.take());
        play.setOnAction(_ -> model.play());
        held = Subscription.combine(() -> source.valueProperty().unbindBidirectional(model.chosen()), () -> source.setItems(null),
            model.cuts().subscribe(now -> {
                play.setDisable(now.isEmpty());
                cuts.show(now, model.words().get());
            }), model.words().subscribe(text -> cuts.setAccessibleText(text)));
    }

    /// @param name of the setting, for screen readers
    /// @param step slider values are rounded to multiples of it
    void slide(Field field, String name, Slider slider, Label value, double step) {
        held = Subscription.combine(held,
            slider.valueProperty().subscribe((_, now) -> {
                String text = number(Math.round(now.doubleValue() / step) * step);
                boolean moved = slider.isValueChanging() || slider.isFocused() || slider.isPressed();
                if (moved && !text.equals(field.text().get().strip())) {
                    field.text().set(text);
                }
            }),
            field.text().subscribe(text -> {
                value.setText((text.strip() + " " + field.setting().unit()).strip());
                if (field.wrong().get().isEmpty() && text.strip().matches("\\d{1,9}(\\.\\d{1,6})?") && !slider.isValueChanging()) {
                    slider.setValue(Double.parseDouble(text.strip()));
                }
            }));
        slider.setAccessibleText(name);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value);
    }

    void close() {
        held.unsubscribe();
    }
}
