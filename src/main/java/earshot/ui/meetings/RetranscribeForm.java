package earshot.ui.meetings;

import module java.base;

import earshot.engine.ModelsState;
import earshot.remote.ProviderKind;
import earshot.ui.kit.Focus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Form to choose the recognizer that transcribes a meeting again.
final class RetranscribeForm extends VBox {
    /// A recognizer that may be chosen.
    record Choice(String alias, String text) {}

    private final ComboBox<Choice> recognizer = new ComboBox<>();

    /// @param begin gets the alias of the recognizer
    RetranscribeForm(Texts texts, ModelsState models, String title, Consumer<String> begin, Runnable close) {
        super(12);
        getStyleClass().addAll("card", "form-card");
        setId("retranscribeForm");
        setMaxSize(460, Region.USE_PREF_SIZE);
        recognizer.setId("retranscribeWith");
        recognizer.setMaxWidth(Double.MAX_VALUE);
        recognizer.setAccessibleText(texts.get("meetings.retranscribe.with"));
        recognizer.setConverter(new StringConverter<>() {
            @Override
            public String toString(Choice choice) {
                return choice == null ? "" : choice.text();
            }

            @Override
            public Choice fromString(String text) {
                throw new UnsupportedOperationException("it is not typed");
            }
        });
        List<Choice> choices = choices(models);
        recognizer.getItems().setAll(choices);
        String selected = models.selectedProviders().stream().filter(one -> one.kind() == ProviderKind.ASR).findFirst()
            .flatMap(ModelsState.SelectedProvider::written).orElse("");
        recognizer.setValue(choices.stream().filter(choice -> choice.alias().equals(selected)).findFirst().orElse(choices.getFirst()));
        Button start = new Button(texts.get("meetings.retranscribe.verb"));
        start.setId("retranscribeGo");
        start.getStyleClass().add("accent");
        SubmitOnEnter.install(this, start);
        start.setOnAction(_ -> {
            begin.accept(recognizer.getValue().alias());
            close.run();
        });
        Button cancel = new Button(texts.get("cancel"));
        cancel.setOnAction(_ -> close.run());
        getChildren().addAll(Nodes.wrappedLabel(texts.get("meetings.retranscribe.title", title), "heading"),
            Nodes.wrappedLabel(texts.get("meetings.retranscribe.what"), "caption"),
            new VBox(4, Nodes.label(texts.get("meetings.retranscribe.with"), "caption"), recognizer), new HBox(8, start, cancel));
        Focus.requestWhenShown(this, recognizer);
    }

    /// Those of the settings, and the one inside.
    static List<Choice> choices(ModelsState models) {
        Map<String, Choice> all = new LinkedHashMap<>();
        models.providers().stream().filter(provider -> provider.kind() == ProviderKind.ASR && !provider.embedded())
            .forEach(provider -> all.put(provider.alias(),
                new Choice(provider.alias(), provider.model().map(model -> provider.alias() + " (" + model + ")").orElse(provider.alias()))));
        ProviderKind.ASR.embedded().ifPresent(type -> all.putIfAbsent(type.typeName(), new Choice(type.typeName(), type.typeName())));
        return List.copyOf(all.values());
    }
}
