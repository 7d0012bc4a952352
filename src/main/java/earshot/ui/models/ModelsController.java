package earshot.ui.models;

import module java.base;

import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.TabPane;

/// Binds the three tabs of the models view.
final class ModelsController extends ViewController {
    private static final int MAPPING = 0;
    private static final int ASSISTANT = 1;

    private final AssistantViewModel assistant;
    private final PurposesController purposes;
    private final PersonaController persona;
    private final ProviderFormController form;
    private final ToolServersController toolServers;
    private final List<ViewController> tabControllers;

    @FXML private TabPane modelTabs;

    /// @param openSetting shows a setting of this view, given by its key
    ModelsController(ViewContext viewContext, PurposesViewModel purposes, AssistantViewModel assistant, SettingsHistoryViewModel history,
        Runnable openNewModelForm, Consumer<String> openSetting) {
        this.assistant = assistant;
        this.purposes = new PurposesController(viewContext, purposes, assistant, openNewModelForm, openSetting);
        Texts texts = viewContext.texts();
        persona = new PersonaController(assistant.persona(), texts);
        ConnectionFieldsController connection = new ConnectionFieldsController(texts);
        form = new ProviderFormController(assistant, texts, connection);
        toolServers = new ToolServersController(assistant, texts);
        tabControllers = List.of(this.purposes, persona, form, connection, new AssistantOptionsController(viewContext, assistant),
            new SpeechPartsController(assistant, texts), new WhisperModelsController(viewContext, assistant.whisperModels()),
            new ProvidersController(assistant, texts, form::focusFirst), new LocalServersController(assistant, texts),
            toolServers, new SettingsHistoryController(viewContext, history));
    }

    @Override
    public List<?> parts() {
        return tabControllers;
    }

    @Override
    public void close() {
        tabControllers.forEach(ViewController::close);
    }

    /// Handles Ctrl+Enter: applies the edits of the selected tab.
    void apply() {
        switch (selectedTab()) {
            case MAPPING -> purposes.apply();
            case ASSISTANT -> assistant.apply();
            default -> { }
        }
    }

    int selectedTab() {
        return modelTabs.getSelectionModel().getSelectedIndex();
    }

    void selectTab(int number) {
        modelTabs.getSelectionModel().select(number);
    }

    void focusPurpose(String purpose) {
        selectTab(MAPPING);
        purposes.focus(purpose);
    }

    void focusPersona() {
        selectTab(ASSISTANT);
        persona.focus();
    }

    void showToolServers() {
        selectTab(ASSISTANT);
        toolServers.reveal();
    }

    void showForm() {
        selectTab(ASSISTANT);
    }

    /// Shows the open form and focuses the field that is filled in first.
    void focusForm() {
        selectTab(ASSISTANT);
        form.focusFirst();
    }

    /// @param field settings name of a field of the open form
    void focusForm(String field) {
        selectTab(ASSISTANT);
        form.reveal(field);
    }
}
