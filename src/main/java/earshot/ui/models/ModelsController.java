package earshot.ui.models;

import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/// Binds the three tabs of the models view.
final class ModelsController {
    private final Parent mapping;
    private final Parent assistant;
    private final Parent history;

    @FXML private TabPane modelTabs;
    @FXML private Tab mappingTab;
    @FXML private Tab assistantTab;
    @FXML private Tab historyTab;

    ModelsController(Parent mapping, Parent assistant, Parent history) {
        this.mapping = mapping;
        this.assistant = assistant;
        this.history = history;
    }

    @FXML
    private void initialize() {
        mappingTab.setContent(mapping);
        assistantTab.setContent(assistant);
        historyTab.setContent(history);
    }

    int selected() {
        return modelTabs.getSelectionModel().getSelectedIndex();
    }

    /// @param number index of the tab, from 0
    void select(int number) {
        modelTabs.getSelectionModel().select(number);
    }
}
