package earshot.ui.settings;

import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewController;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;

/// Binds the segmentation preview. Each slider is bound to the field of its setting in both directions.
final class SegmentationPreviewController extends ViewController {
    SegmentationPreviewController(SegmentationPreviewViewModel model, ComboBox<SegmentationPreviewViewModel.Source> source, Button take, Button play,
        SegmentationPreviewPane previewPane, Label descriptionLabel) {
        source.setItems(model.sources());
        source.setConverter(DisplayConverter.of(SegmentationPreviewViewModel.Source::name));
        descriptionLabel.textProperty().bind(model.description());
        take.setOnAction(_ -> model.fetchRecentSound());
        play.setOnAction(_ -> model.play());
        untilClosed(TwoWayBinding.bind(source.valueProperty(), model.chosen()), () -> source.setItems(null),
            model.preview().subscribe(now -> {
                play.setDisable(now.isEmpty());
                previewPane.show(now, model.description().get());
            }), model.description().subscribe(previewPane::setAccessibleText));
    }

    /// @param name of the setting, for screen readers
    /// @param step slider values are rounded to multiples of it
    void bindSlider(SettingField field, String name, Slider slider, Label value, double step) {
        untilClosed(
            slider.valueProperty().subscribe((_, now) -> {
                String text = number(Math.round(now.doubleValue() / step) * step);
                boolean moved = slider.isValueChanging() || slider.isFocused() || slider.isPressed();
                if (moved && !text.equals(field.text().get().strip())) {
                    field.text().set(text);
                }
            }),
            field.text().subscribe(text -> {
                value.setText((text.strip() + " " + field.unit()).strip());
                if (field.error().get().isEmpty() && text.strip().matches("\\d{1,9}(\\.\\d{1,6})?") && !slider.isValueChanging()) {
                    slider.setValue(Double.parseDouble(text.strip()));
                }
            }));
        slider.setAccessibleText(name);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value);
    }
}
