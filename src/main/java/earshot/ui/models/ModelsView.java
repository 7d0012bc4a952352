package earshot.ui.models;

import earshot.config.Dotted;
import earshot.config.ProviderKind;
import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.View;
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

    private final Desk desk;
    private final MappingViewModel mapping;
    private final AssistantViewModel assistant;
    private final HistoryViewModel history;
    private Optional<Shown> shown = Optional.empty();

    private record Shown(ModelsController tabs, MappingController mapping, AssistantController assistant, HistoryController history) {
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

    public ModelsView(Desk desk) {
        this.desk = desk;
        mapping = new MappingViewModel(desk);
        assistant = new AssistantViewModel(desk);
        history = new HistoryViewModel(desk);
    }

    @Override
    public String id() {
        return "models";
    }

    @Override
    public Parent build() {
        int tab = shown.map(before -> before.tabs.selected()).orElse(MAPPING);
        shown.ifPresent(Shown::close);
        mapping.retell();
        assistant.retell();
        MappingController mappingController = new MappingController(desk, mapping, assistant, () -> add(ProviderKind.LLM), this::show);
        AssistantController assistantController = new AssistantController(desk, assistant);
        HistoryController historyController = new HistoryController(desk, history);
        ModelsController tabs = new ModelsController(Fxml.load("models-mapping", mappingController, desk.texts()), Fxml.load("models-assistant", assistantController, desk.texts()),
            Fxml.load("models-history", historyController, desk.texts()));
        shown = Optional.of(new Shown(tabs, mappingController, assistantController, historyController));
        Parent root = Fxml.load("models", tabs, desk.texts());
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
            case ENTER -> shown.ifPresent(Shown::apply);
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
        shown.ifPresent(now -> {
            now.tabs.select(ASSISTANT);
            now.assistant.focusForm();
        });
    }

    @Override
    public void shown() {
        if (!assistant.local().looked().get()) {
            assistant.local().look();
        }
    }

    /// @param target a purpose, or the dotted key of a setting: `LLM.small.api_key`, `llm_by_mode.chat`, `selected_module.TTS`, `prompt`
    @Override
    public void show(String target) {
        List<String> parts = Dotted.names(target);
        if (mapping.row(target).isPresent() || parts.getFirst().equals("llm_by_mode") && parts.size() > 1) {
            shown.ifPresent(now -> {
                now.tabs.select(MAPPING);
                now.mapping.focus(parts.get(parts.size() > 1 ? 1 : 0));
            });
            return;
        }
        Arrays.stream(ProviderKind.values()).filter(kind -> kind.name().equals(parts.getFirst()) && parts.size() > 1).findFirst().flatMap(kind -> assistant.provider(kind, parts.get(1))).ifPresent(assistant::edit);
        shown.ifPresent(now -> {
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
        if (assistant.draft().get().isPresent()) {
            assistant.cancel();
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        shown.ifPresent(Shown::close);
        mapping.close();
        assistant.close();
        history.close();
    }
}
