package earshot.ui.models;

import earshot.config.ProviderKind;
import earshot.engine.Command;
import earshot.engine.ModelsState.Provider;
import earshot.tool.Tool;
import earshot.tool.ToolServer;
import earshot.ui.part.Ask;
import earshot.ui.part.Desk;
import earshot.ui.part.Place;
import earshot.ui.part.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;

/// Binds the assistant tab: who answers, the speech parts, the persona, the providers and their form.
final class AssistantController {
    private final Desk desk;
    private final Texts texts;
    private final AssistantViewModel model;
    private final List<Runnable> undo = new ArrayList<>();
    private Subscription held = Subscription.EMPTY;
    private Subscription formHeld = Subscription.EMPTY;

    @FXML private VBox answerers;
    @FXML private Button speak;
    @FXML private GridPane parts;
    @FXML private ComboBox<PersonaEdit.Whose> whose;
    @FXML private TextArea persona;
    @FXML private Button savePersona;
    @FXML private Button discardPersona;
    @FXML private VBox form;
    @FXML private Label formTitle;
    @FXML private ComboBox<Protocol> protocol;
    @FXML private TextField alias;
    @FXML private Label aliasWrong;
    @FXML private TextField address;
    @FXML private Label addressWrong;
    @FXML private PasswordField key;
    @FXML private Label keyWrong;
    @FXML private Label modelName;
    @FXML private HBox modelBox;
    @FXML private ComboBox<String> modelField;
    @FXML private Button listModels;
    @FXML private Label modelWrong;
    @FXML private Label voiceName;
    @FXML private TextField voice;
    @FXML private CheckBox use;
    @FXML private Label failure;
    @FXML private Button save;
    @FXML private Button saveAnyway;
    @FXML private Label addressName;
    @FXML private Label keyName;
    @FXML private Label keyNote;
    @FXML private Button cancel;
    @FXML private ProgressIndicator busy;
    @FXML private Button addLlm;
    @FXML private Button addAsr;
    @FXML private Button addTts;
    @FXML private Label noProvider;
    @FXML private VBox providers;
    @FXML private Button look;
    @FXML private Label foundNone;
    @FXML private VBox found;
    @FXML private Label noTools;
    @FXML private VBox tools;

    AssistantController(Desk desk, AssistantViewModel model) {
        this.desk = desk;
        this.model = model;
        texts = desk.texts();
    }

    @FXML
    private void initialize() {
        on(model.answerers(), this::showAnswerers);
        on(model.choices(), this::showParts);
        on(model.providers(), this::showProviders);
        on(model.local().found(), this::showFound);
        on(model.toolServers(), this::showTools);
        MapChangeListener<String, Trial> tried = _ -> {
            showProviders();
            showParts();
        };
        model.trials().addListener(tried);
        undo.add(() -> model.trials().removeListener(tried));
        bindPersona();
        protocol.setConverter(named(now -> now.title().isEmpty() ? texts.get("models.protocol.other") : now.title()));
        addLlm.setOnAction(_ -> add(ProviderKind.LLM));
        addAsr.setOnAction(_ -> add(ProviderKind.ASR));
        addTts.setOnAction(_ -> add(ProviderKind.TTS));
        look.setOnAction(_ -> model.local().look());
        look.disableProperty().bind(model.local().looking());
        speak.setOnAction(_ -> {
            desk.send(new Command.StartTestDevice(Optional.empty()));
            desk.go().accept(Place.of("devices"));
        });
        listModels.setOnAction(_ -> model.list());
        listModels.disableProperty().bind(model.busy());
        save.setOnAction(_ -> model.save());
        save.disableProperty().bind(model.busy());
        saveAnyway.setOnAction(_ -> model.saveAnyway());
        saveAnyway.visibleProperty().bind(model.doubtful());
        saveAnyway.managedProperty().bind(model.doubtful());
        cancel.setOnAction(_ -> model.cancel());
        // Enter lists the models while none is chosen, else it saves
        for (TextField field : List.of(alias, address, key, voice)) {
            field.setOnAction(_ -> enter());
        }
        busy.visibleProperty().bind(model.busy());
        failure.textProperty().bind(model.failure());
        failure.managedProperty().bind(failure.textProperty().isNotEmpty());
        held = Subscription.combine(model.draft().subscribe(this::showForm), model.local().looking().subscribe(_ -> showFound()), model.blamed().subscribe((_, field) -> focus(field)));
    }

    private void enter() {
        boolean named = model.draft().get().filter(draft -> draft.kind() == ProviderKind.LLM && draft.model().get().isBlank()).isEmpty();
        if (named) {
            model.save();
        } else {
            model.list();
        }
    }

    private <T> void on(javafx.collections.ObservableList<T> list, Runnable show) {
        ListChangeListener<T> changed = _ -> show.run();
        list.addListener(changed);
        undo.add(() -> list.removeListener(changed));
        show.run();
    }

    private static <T> StringConverter<T> named(java.util.function.Function<T, String> name) {
        return new StringConverter<>() {
            @Override
            public String toString(T item) {
                return item == null ? "" : name.apply(item);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("not edited as text");
            }
        };
    }

    private void showAnswerers() {
        ToggleGroup group = new ToggleGroup();
        answerers.getChildren().setAll(model.answerers().stream().map(who -> {
            RadioButton button = new RadioButton(who.title());
            button.setMnemonicParsing(false);
            button.setWrapText(true);
            button.setMinHeight(Region.USE_PREF_SIZE);
            button.setToggleGroup(group);
            button.setSelected(who.chosen());
            button.setOnAction(_ -> model.choose(ProviderKind.LLM, who.alias()));
            Label what = wrapped(who.what(), "caption");
            what.getStyleClass().add("answerer-what");
            return (Node) new VBox(1, button, what);
        }).toList());
    }

    private void showParts() {
        parts.getChildren().clear();
        int row = 0;
        for (AssistantViewModel.Choice choice : model.choices()) {
            String name = texts.get("models.part." + choice.kind());
            Label title = new Label(name);
            title.setMinWidth(Region.USE_PREF_SIZE);
            parts.addRow(row++, title, choice.aliases().size() > 1 ? box(choice, name) : new Label(choice.chosen()));
            if (choice.kind() != ProviderKind.VAD) {
                parts.add(small(texts.get(choice.kind() == ProviderKind.TTS ? "models.listen" : "models.try"), () -> model.tryOut(choice.kind(), choice.chosen())), 2, row - 1);
            }
            VBox below = new VBox(1, wrapped(choice.inForce().isEmpty() ? "" : texts.get("models.part.inforce", choice.inForce()), "caption"));
            trial(choice.kind(), choice.chosen()).ifPresent(below.getChildren()::addAll);
            parts.add(below, 1, row++, 2, 1);
        }
    }

    private ComboBox<String> box(AssistantViewModel.Choice choice, String name) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(choice.aliases());
        box.setValue(choice.chosen());
        box.setAccessibleText(name);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setOnAction(_ -> model.choose(choice.kind(), box.getValue()));
        GridPane.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private Optional<List<Label>> trial(ProviderKind kind, String name) {
        return Optional.ofNullable(model.trials().get(kind + "." + name)).filter(now -> now.state() != Trial.State.NONE).map(now -> {
            Label line = wrapped("", "small");
            Label more = wrapped("", "caption");
            PurposePane.show(now, line, more);
            return List.of(line, more);
        });
    }

    private void bindPersona() {
        PersonaEdit edit = model.persona();
        whose.setConverter(named(PersonaEdit.Whose::name));
        whose.setItems(edit.owners());
        whose.valueProperty().bindBidirectional(edit.whose());
        persona.textProperty().bindBidirectional(edit.text());
        savePersona.disableProperty().bind(edit.changed().not());
        discardPersona.disableProperty().bind(edit.changed().not());
        savePersona.setOnAction(_ -> edit.save());
        discardPersona.setOnAction(_ -> edit.discard());
        Subscription prompt = edit.whose().subscribe(_ -> persona.setPromptText(edit.otherwise().isEmpty() ? texts.get("models.persona.prompt") : edit.otherwise()));
        undo.add(() -> {
            prompt.unsubscribe();
            whose.valueProperty().unbindBidirectional(edit.whose());
            persona.textProperty().unbindBidirectional(edit.text());
            whose.setItems(null);
        });
    }

    private void showProviders() {
        noProvider.setVisible(model.providers().isEmpty());
        noProvider.setManaged(model.providers().isEmpty());
        providers.getChildren().setAll(model.providers().stream().map(this::row).toList());
    }

    private Node row(Provider provider) {
        Label kind = new Label(texts.get("models.kind." + provider.kind()));
        kind.getStyleClass().addAll("chip", provider.kind() == ProviderKind.LLM ? "is-in" : provider.kind() == ProviderKind.TTS ? "is-out" : "is-quiet");
        kind.setMinWidth(Region.USE_PREF_SIZE);
        Label name = new Label(provider.alias() + provider.model().map(written -> " · " + written).orElse(""));
        name.getStyleClass().add("strong");
        name.setWrapText(true);
        name.setMinWidth(0);
        name.setMinHeight(Region.USE_PREF_SIZE);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        HBox head = new HBox(8, kind, name);
        head.getStyleClass().add("line");
        if (provider.kind() != ProviderKind.VAD) {
            head.getChildren().add(small(texts.get(provider.kind() == ProviderKind.TTS ? "models.listen" : "models.try"), () -> model.tryOut(provider.kind(), provider.alias())));
        }
        head.getChildren().addAll(small(texts.get("models.edit"), () -> {
            model.edit(provider);
            focusForm();
        }), small(texts.get("models.remove"), () -> remove(provider)));
        String used = provider.usedBy().isEmpty() ? texts.get("models.used.not") : provider.kind() != ProviderKind.LLM ? texts.get("models.used.now")
            : texts.get("models.used", String.join(", ", provider.usedBy().stream().map(use -> texts.getOr("models.purpose." + use, use)).toList()));
        VBox box = new VBox(3, head, wrapped(provider.address().orElse(provider.type()) + " · " + texts.get("models.key", provider.key().orElseGet(() -> texts.get("models.key.none"))) + " · " + used, "caption"));
        trial(provider.kind(), provider.alias()).ifPresent(box.getChildren()::addAll);
        box.getStyleClass().add("provider");
        return box;
    }

    private void remove(Provider provider) {
        Ask.before(providers.getScene(), texts.get("models.remove.ask", provider.alias()), texts.get("models.remove.words"), texts.get("models.remove.verb"), texts.get("cancel"), () -> model.remove(provider));
    }

    private void showFound() {
        boolean none = model.local().found().isEmpty();
        foundNone.setText(texts.get(model.local().looking().get() ? "models.found.looking" : "models.found.none"));
        foundNone.setVisible(none);
        foundNone.setManaged(none);
        found.getChildren().setAll(model.local().found().stream().map(server -> new FoundRow(server, texts, chosen -> model.use(server, chosen))).toList());
    }

    private void showTools() {
        show(model.toolServers().isEmpty(), noTools);
        tools.getChildren().setAll(model.toolServers().stream().map(this::row).toList());
    }

    private Node row(ToolServer server) {
        Label state = new Label(texts.get("models.tools." + server.state()));
        state.getStyleClass().addAll("chip", switch (server.state()) {
            case READY -> "is-ok";
            case STARTING -> "is-quiet";
            case BROKEN -> "is-warn";
        });
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(8, state, wrapped(server.name(), "strong"));
        head.getStyleClass().add("line");
        String offered = String.join(", ", server.tools().stream().map(Tool::name).toList());
        VBox box = new VBox(3, head, wrapped(server.fault().orElse(offered), "caption"));
        box.getStyleClass().add("provider");
        return box;
    }

    private void add(ProviderKind kind) {
        model.add(kind);
        focusForm();
    }

    private void showForm(Optional<ProviderDraft> now) {
        formHeld.unsubscribe();
        formHeld = Subscription.EMPTY;
        form.setVisible(now.isPresent());
        form.setManaged(now.isPresent());
        now.ifPresent(this::bindForm);
    }

    private void bindForm(ProviderDraft draft) {
        formTitle.setText(draft.isNew() ? texts.get("models.draft.new." + draft.kind()) : texts.get("models.draft.change", draft.alias().get()));
        protocol.getItems().setAll(draft.protocols());
        protocol.setVisibleRowCount(20);
        protocol.setOnHidden(_ -> focusForm());
        protocol.valueProperty().bindBidirectional(draft.protocol());
        alias.textProperty().bindBidirectional(draft.alias());
        alias.setDisable(!draft.isNew());
        address.textProperty().bindBidirectional(draft.address());
        key.textProperty().bindBidirectional(draft.key());
        key.setPromptText(draft.presentKey().map(masked -> texts.get("models.draft.key.keep", masked)).orElseGet(() -> texts.get("models.draft.key.prompt")));
        modelField.setItems(draft.offered());
        modelField.getEditor().textProperty().bindBidirectional(draft.model());
        voice.textProperty().bindBidirectional(draft.voice());
        use.selectedProperty().bindBidirectional(draft.use());
        use.setText(texts.get("models.draft.use." + draft.kind()));
        boolean speaks = draft.kind() == ProviderKind.TTS;
        voice.setVisible(speaks);
        voice.setManaged(speaks);
        voiceName.setVisible(speaks);
        voiceName.setManaged(speaks);
        listModels.setVisible(draft.kind() == ProviderKind.LLM);
        listModels.setManaged(draft.kind() == ProviderKind.LLM);
        save.setText(texts.get("models.draft.save." + draft.kind()));
        Subscription named = draft.protocol().subscribe(now -> {
            boolean web = now.reach() == Protocol.Reach.ADDRESS;
            show(web, modelName, modelBox, keyNote);
            show(now.reach() != Protocol.Reach.HERE, addressName, address, keyName, key);
            voice.setPromptText(texts.get(web ? "models.draft.voice.prompt" : "models.draft.voice.prompt.here"));
        });
        ListChangeListener<String> offered = _ -> {
            if (!draft.offered().isEmpty() && modelField.getScene() != null) {
                modelField.requestFocus();
                modelField.show();
            }
        };
        draft.offered().addListener(offered);
        formHeld = Subscription.combine(named, draft.slips().subscribe(this::showSlips), () -> {
            draft.offered().removeListener(offered);
            protocol.valueProperty().unbindBidirectional(draft.protocol());
            alias.textProperty().unbindBidirectional(draft.alias());
            address.textProperty().unbindBidirectional(draft.address());
            key.textProperty().unbindBidirectional(draft.key());
            key.clear();
            modelField.getEditor().textProperty().unbindBidirectional(draft.model());
            modelField.setItems(javafx.collections.FXCollections.observableArrayList());
            voice.textProperty().unbindBidirectional(draft.voice());
            use.selectedProperty().unbindBidirectional(draft.use());
        });
    }

    private static void show(boolean shown, Node... nodes) {
        for (Node node : nodes) {
            node.setVisible(shown);
            node.setManaged(shown);
        }
    }

    private void showSlips(Map<String, String> slips) {
        Map.of("alias", aliasWrong, "address", addressWrong, "key", keyWrong, "model", modelWrong).forEach((field, label) -> {
            label.setText(slips.getOrDefault(field, ""));
            show(slips.containsKey(field), label);
        });
    }

    private static Label wrapped(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Button small(String words, Runnable act) {
        Button button = new Button(words);
        button.setMnemonicParsing(false);
        button.getStyleClass().add("small-toggle");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> act.run());
        return button;
    }

    /// Focuses the field that is filled in first.
    void focusForm() {
        model.draft().get().ifPresent(draft -> focus(switch (draft.protocol().get().reach()) {
            case HERE -> voice;
            case HOST -> address;
            case ADDRESS -> draft.address().get().isBlank() ? address : key;
        }));
    }

    /// Handles Ctrl+Enter: saves the open form, else the persona.
    void apply() {
        if (model.draft().get().isPresent()) {
            model.save();
        } else if (model.persona().changed().get()) {
            model.persona().save();
        }
    }

    void focusPersona() {
        focus(persona);
    }

    /// @param field settings name of a field of the open form; empty for none
    void focus(String field) {
        if (field.isEmpty()) {
            return;
        }
        focus(switch (field) {
            case "base_url", "url", "api_url", "host", "port" -> address;
            case "model_name", "model" -> modelField;
            case "voice" -> voice;
            case "type" -> protocol;
            default -> key;
        });
    }

    private static void focus(Control control) {
        Platform.runLater(control::requestFocus);
    }

    void close() {
        held.unsubscribe();
        formHeld.unsubscribe();
        undo.forEach(Runnable::run);
    }
}
