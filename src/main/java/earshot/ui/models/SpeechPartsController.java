package earshot.ui.models;

import earshot.remote.ProviderKind;
import earshot.ui.kit.Focus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds the choice of recognizer, voice and voice activity detector.
final class SpeechPartsController extends ViewController {
    private final AssistantViewModel model;
    private final Texts texts;

    @FXML private GridPane parts;

    SpeechPartsController(AssistantViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        untilClosed(model.partChoices().subscribe(this::show), model.trials().subscribe(this::show));
        show();
    }

    private void show() {
        Focus.keep(parts, this::build);
    }

    private void build() {
        parts.getChildren().clear();
        int row = 0;
        for (AssistantViewModel.PartChoice choice : model.partChoices()) {
            String name = texts.get("models.part." + choice.kind());
            parts.addRow(row++, Nodes.uncut(new Label(name)), choice.aliases().size() > 1 ? box(choice, name) : new Label(choice.chosen()));
            if (choice.kind() != ProviderKind.VAD) {
                Button trial = Nodes.smallButton(texts.get(choice.kind() == ProviderKind.TTS ? "models.listen" : "models.try"),
                    () -> model.tryOut(choice.kind(), choice.chosen()));
                trial.setMaxWidth(Double.MAX_VALUE);
                parts.add(trial, 2, row - 1);
            }
            VBox below = new VBox(1, Nodes.wrappedLabel(choice.inForce().isEmpty() ? "" : texts.get("models.part.inforce", choice.inForce()), "caption"));
            choice.standIn().ifPresent(problem -> below.getChildren().add(Nodes.wrappedLabel("⚠ " + texts.what(problem), "warn-text", "small")));
            below.getChildren().addAll(TrialLabels.of(model, choice.kind(), choice.chosen()));
            parts.add(below, 1, row++, 2, 1);
        }
    }

    private ComboBox<String> box(AssistantViewModel.PartChoice choice, String name) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(choice.aliases());
        box.setValue(choice.chosen());
        box.setAccessibleText(name);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setOnAction(_ -> model.choose(choice.kind(), box.getValue()));
        GridPane.setHgrow(box, Priority.ALWAYS);
        return box;
    }
}
