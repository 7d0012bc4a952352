package earshot.ui.models;

import earshot.config.DottedKey;
import earshot.config.ProviderKind;
import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.event.EventTarget;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/// The models view: models by purpose; assistant, recogniser, voice and providers; history of the settings.
public final class ModelsView implements View {
    private static final int MAPPING = 0;
    private static final int ASSISTANT = 1;

    private final ViewContext viewContext;
    private final PurposesViewModel mapping;
    private final AssistantViewModel assistant;
    private final SettingsHistoryViewModel history;
    private Optional<BuiltTabs> builtTabs = Optional.empty();

    private record BuiltTabs(ModelsController tabs, PurposesController mapping, AssistantController assistant, SettingsHistoryController history) {
        void apply() {
            switch (tabs.selected()) {
                case MAPPING -> mapping.apply();
                case ASSISTANT -> assistant.apply();
                default -> { }
            }
        }

        void close() {
            mapping.close();
            assistant.close();
            history.close();
        }
    }

    public ModelsView(ViewContext viewContext) {
        this.viewContext = viewContext;
        mapping = new PurposesViewModel(viewContext);
        assistant = new AssistantViewModel(viewContext);
        history = new SettingsHistoryViewModel(viewContext);
    }

    @Override
    public String id() {
        return "models";
    }

    @Override
    public Parent build() {
        int tab = builtTabs.map(before -> before.tabs.selected()).orElse(MAPPING);
        builtTabs.ifPresent(BuiltTabs::close);
        mapping.refreshTexts();
        assistant.refreshTexts();
        PurposesController purposesController = new PurposesController(viewContext, mapping, assistant, () -> add(ProviderKind.LLM), this::show);
        AssistantController assistantController = new AssistantController(viewContext, assistant);
        SettingsHistoryController historyController = new SettingsHistoryController(viewContext, history);
        ModelsController tabs = new ModelsController(FxmlViewLoader.load("models-mapping", purposesController, viewContext.texts()), FxmlViewLoader.load("models-assistant", assistantController, viewContext.texts()),
            FxmlViewLoader.load("models-history", historyController, viewContext.texts()));
        builtTabs = Optional.of(new BuiltTabs(tabs, purposesController, assistantController, historyController));
        Parent root = FxmlViewLoader.load("models", tabs, viewContext.texts());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        tabs.select(tab);
        return root;
    }

    private void pressed(KeyEvent key) {
        if (!key.isShortcutDown() || key.isAltDown()) {
            return;
        }
        boolean typed = text(key.getTarget()).filter(text -> key.isShiftDown() ? text.isRedoable() : text.isUndoable()).isPresent();
        switch (key.getCode()) {
            case ENTER -> builtTabs.ifPresent(BuiltTabs::apply);
            case Z -> {
                if (typed) {
                    return; // undo within the text field goes first
                }
                if (key.isShiftDown()) {
                    mapping.redo();
                } else {
                    mapping.undo();
                }
            }
            default -> {
                return;
            }
        }
        key.consume();
    }

    /// The text field that has the focus; for an editable combo box the event target is the box, so its editor.
    private static Optional<TextInputControl> text(EventTarget target) {
        return switch (target) {
            case TextInputControl text -> Optional.of(text);
            case ComboBox<?> box when box.isEditable() -> Optional.of(box.getEditor());
            default -> Optional.empty();
        };
    }

    private void add(ProviderKind kind) {
        assistant.add(kind);
        builtTabs.ifPresent(now -> {
            now.tabs.select(ASSISTANT);
            now.assistant.focusForm();
        });
    }

    @Override
    public void onShown() {
        if (!assistant.localServers().searched().get()) {
            assistant.localServers().search();
        }
    }

    /// @param target a purpose, or the dotted key of a setting: `LLM.small.api_key`, `llm_by_mode.chat`, `selected_module.TTS`, `prompt`
    @Override
    public void show(String target) {
        List<String> parts = DottedKey.names(target);
        if (mapping.row(target).isPresent() || parts.getFirst().equals("llm_by_mode") && parts.size() > 1) {
            builtTabs.ifPresent(now -> {
                now.tabs.select(MAPPING);
                now.mapping.focus(parts.get(parts.size() > 1 ? 1 : 0));
            });
            return;
        }
        Arrays.stream(ProviderKind.values()).filter(kind -> kind.name().equals(parts.getFirst()) && parts.size() > 1).findFirst().flatMap(kind -> assistant.provider(kind, parts.get(1))).ifPresent(assistant::edit);
        builtTabs.ifPresent(now -> {
            now.tabs.select(ASSISTANT);
            if (parts.getFirst().equals("prompt")) {
                now.assistant.focusPersona();
            } else if (parts.size() > 2) {
                now.assistant.focus(parts.get(2));
            }
        });
    }

    @Override
    public boolean escape() {
        if (assistant.providerForm().get().isPresent()) {
            assistant.cancel();
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        builtTabs.ifPresent(BuiltTabs::close);
        mapping.close();
        assistant.close();
        history.close();
    }
}
