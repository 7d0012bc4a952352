package earshot.ui.models;

import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Binds the list of model servers found on this computer.
final class LocalServersController extends ViewController {
    private final AssistantViewModel assistant;
    private final LocalServersViewModel model;
    private final Texts texts;

    @FXML private Button look;
    @FXML private Label foundNone;
    @FXML private VBox found;

    LocalServersController(AssistantViewModel assistant, Texts texts) {
        this.assistant = assistant;
        this.texts = texts;
        model = assistant.localServers();
    }

    @FXML
    private void initialize() {
        look.setOnAction(_ -> model.search());
        look.disableProperty().bind(model.searching());
        untilClosed(model.found().subscribe(this::show), model.searching().subscribe(_ -> show()));
    }

    private void show() {
        foundNone.setText(texts.get(model.searching().get() ? "models.found.looking" : "models.found.none"));
        Nodes.setShown(foundNone, model.found().isEmpty());
        found.getChildren()
            .setAll(model.found().stream().map(server -> new LocalServerRow(server, texts, chosen -> assistant.useLocalServer(server, chosen))).toList());
    }
}
