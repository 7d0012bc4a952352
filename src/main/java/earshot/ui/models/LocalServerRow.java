package earshot.ui.models;

import earshot.engine.LocalModelServer;
import earshot.remote.ProviderKind;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Row of a model server found on this computer: its models to choose from, and a button to use it.
final class LocalServerRow extends HBox {
    /// @param onUse gets the chosen model
    LocalServerRow(LocalModelServer server, Texts texts, Consumer<String> onUse) {
        super(8);
        Label addressLabel = Nodes.grow(Nodes.label(server.models().isEmpty() ? texts.get("models.found.empty") : server.baseUrl(), "caption"));
        addressLabel.setMinWidth(0);
        getChildren().addAll(
            Nodes.uncut(Nodes.label(server.kind() == ProviderKind.LLM ? server.name() : texts.get("models.found." + server.kind(), server.name()), "strong")),
            addressLabel);
        getStyleClass().addAll("line", "provider", "found");
        if (!server.models().isEmpty()) {
            ComboBox<String> models = new ComboBox<>();
            models.getItems().setAll(server.models());
            models.setAccessibleText(texts.get("models.draft.model"));
            models.getSelectionModel().selectFirst();
            models.setPrefWidth(190);
            models.setMinWidth(120);
            getChildren().addAll(models, Nodes.smallButton(texts.get("models.found.use"), () -> onUse.accept(models.getValue())));
        }
    }
}
