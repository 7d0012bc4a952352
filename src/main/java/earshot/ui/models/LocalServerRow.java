package earshot.ui.models;

import earshot.engine.LocalModelServer;
import earshot.ui.kit.Texts;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Row of a model server found on this computer: its models to choose from, and a button to use it.
final class LocalServerRow extends HBox {
    /// @param onUse gets the chosen model
    LocalServerRow(LocalModelServer server, Texts texts, Consumer<String> onUse) {
        super(8);
        Label name = new Label(server.name());
        name.getStyleClass().add("strong");
        name.setMinWidth(USE_PREF_SIZE);
        Label addressLabel = new Label(server.models().isEmpty() ? texts.get("models.found.empty") : server.baseUrl());
        addressLabel.getStyleClass().add("caption");
        addressLabel.setMinWidth(0);
        addressLabel.setMaxWidth(Double.MAX_VALUE);
        setHgrow(addressLabel, Priority.ALWAYS);
        getChildren().addAll(name, addressLabel);
        getStyleClass().addAll("line", "provider", "found");
        if (!server.models().isEmpty()) {
            ComboBox<String> models = new ComboBox<>();
            models.getItems().setAll(server.models());
            models.setAccessibleText(texts.get("models.draft.model"));
            models.getSelectionModel().selectFirst();
            models.setPrefWidth(190);
            models.setMinWidth(120);
            Button take = new Button(texts.get("models.found.use"));
            take.getStyleClass().add("small-toggle");
            take.setMinWidth(USE_PREF_SIZE);
            take.setOnAction(_ -> onUse.accept(models.getValue()));
            getChildren().addAll(models, take);
        }
    }
}
