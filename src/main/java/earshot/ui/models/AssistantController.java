package earshot.ui.models;

import earshot.config.ProviderKind;
import earshot.engine.Command;
import earshot.engine.ModelsState.Provider;
import earshot.tool.Tool;
import earshot.tool.ToolServerStatus;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.Focus;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
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
    private final ViewContext viewContext;
    private final Texts texts;
    private final AssistantViewModel model;
    private final List<Runnable> unbindActions = new ArrayList<>();
    private Subscription subscription = Subscription.EMPTY;
    private Subscription formSubscription = Subscription.EMPTY;

    @FXML private VBox answerers;
    @FXML private Button speak;
    @FXML private GridPane parts;
    @FXML private ComboBox<PersonaViewModel.Whose> whose;
    @FXML private TextArea persona;
    @FXML private Button savePersona;
    @FXML private Button discardPersona;
    @FXML private VBox form;
    @FXML private Label formTitle;
    @FXML private ComboBox<ProviderProtocol> protocol;
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

    AssistantController(ViewContext viewContext, AssistantViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        observe(model.assistantOptions(), this::showAnswerers);
        observe(model.partChoices(), this::showParts);
        observe(model.providers(), this::showProviders);
        observe(model.localServers().found(), this::showFound);
        observe(model.toolServers(), this::showTools);
        MapChangeListener<String, TrialResult> tried = _ -> {
            showProviders();
            showParts();
        };
        model.trials().addListener(tried);
        unbindActions.add(() -> model.trials().removeListener(tried));
        bindPersona();
        protocol.setConverter(converter(now -> now.title().isEmpty() ? texts.get("models.protocol.other") : now.title()));
        addLlm.setOnAction(_ -> add(ProviderKind.LLM));
        addAsr.setOnAction(_ -> add(ProviderKind.ASR));
        addTts.setOnAction(_ -> add(ProviderKind.TTS));
        look.setOnAction(_ -> model.localServers().search());
        look.disableProperty().bind(model.localServers().searching());
        speak.setOnAction(_ -> {
            viewContext.send(new Command.StartTestDevice(Optional.empty()));
            viewContext.navigate().accept(NavigationTarget.of("devices"));
        });
        listModels.setOnAction(_ -> model.listModels());
        listModels.disableProperty().bind(model.busy());
        save.setOnAction(_ -> model.save());
        save.disableProperty().bind(model.busy());
        saveAnyway.setOnAction(_ -> model.saveAnyway());
        saveAnyway.visibleProperty().bind(model.savableUntested());
        saveAnyway.managedProperty().bind(model.savableUntested());
        cancel.setOnAction(_ -> model.cancel());
        // Enter lists the models while none is chosen, else it saves
        for (TextField field : List.of(alias, address, key, voice)) {
            field.setOnAction(_ -> enterPressed());
        }
        busy.visibleProperty().bind(model.busy());
        failure.textProperty().bind(model.failure());
        failure.managedProperty().bind(failure.textProperty().isNotEmpty());
        subscription = Subscription.combine(model.providerForm().subscribe(this::showForm), model.localServers().searching().subscribe(_ -> showFound()), model.failedField().subscribe((_, field) -> focus(field)));
    }

    private void enterPressed() {
        boolean named = model.providerForm().get().filter(draft -> draft.kind() == ProviderKind.LLM && draft.model().get().isBlank()).isEmpty();
        if (named) {
            model.save();
        } else {
            model.listModels();
        }
    }

    private <T> void observe(javafx.collections.ObservableList<T> list, Runnable show) {
        ListChangeListener<T> changed = _ -> show.run();
        list.addListener(changed);
        unbindActions.add(() -> list.removeListener(changed));
        show.run();
    }

    private static <T> StringConverter<T> converter(java.util.function.Function<T, String> name) {
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
        answerers.getChildren().setAll(model.assistantOptions().stream().map(who -> {
            RadioButton button = new RadioButton(who.title());
            button.setMnemonicParsing(false);
            button.setWrapText(true);
            button.setMinHeight(Region.USE_PREF_SIZE);
            button.setToggleGroup(group);
            button.setSelected(who.chosen());
            button.setOnAction(_ -> model.choose(ProviderKind.LLM, who.alias()));
            Label what = wrappedLabel(who.description(), "caption");
            what.getStyleClass().add("answerer-what");
            return (Node) new VBox(1, button, what);
        }).toList());
    }

    private void showParts() {
        parts.getChildren().clear();
        int row = 0;
        for (AssistantViewModel.PartChoice choice : model.partChoices()) {
            String name = texts.get("models.part." + choice.kind());
            Label title = new Label(name);
            title.setMinWidth(Region.USE_PREF_SIZE);
            parts.addRow(row++, title, choice.aliases().size() > 1 ? box(choice, name) : new Label(choice.chosen()));
            if (choice.kind() != ProviderKind.VAD) {
                parts.add(smallButton(texts.get(choice.kind() == ProviderKind.TTS ? "models.listen" : "models.try"), () -> model.tryOut(choice.kind(), choice.chosen())), 2, row - 1);
            }
            VBox below = new VBox(1, wrappedLabel(choice.inForce().isEmpty() ? "" : texts.get("models.part.inforce", choice.inForce()), "caption"));
            trialLabels(choice.kind(), choice.chosen()).ifPresent(below.getChildren()::addAll);
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

    private Optional<List<Label>> trialLabels(ProviderKind kind, String name) {
        return Optional.ofNullable(model.trials().get(kind + "." + name)).filter(now -> now.status() != TrialResult.Status.NONE).map(now -> {
            Label line = wrappedLabel("", "small");
            Label more = wrappedLabel("", "caption");
            PurposeRowPane.show(now, line, more);
            return List.of(line, more);
        });
    }

    private void bindPersona() {
        PersonaViewModel edit = model.persona();
        whose.setConverter(converter(PersonaViewModel.Whose::name));
        whose.setItems(edit.owners());
        whose.valueProperty().bindBidirectional(edit.whose());
        persona.textProperty().bindBidirectional(edit.text());
        savePersona.disableProperty().bind(edit.changed().not());
        discardPersona.disableProperty().bind(edit.changed().not());
        savePersona.setOnAction(_ -> edit.save());
        discardPersona.setOnAction(_ -> edit.discard());
        Subscription prompt = edit.whose().subscribe(_ -> persona.setPromptText(edit.inheritedText().isEmpty() ? texts.get("models.persona.prompt") : edit.inheritedText()));
        unbindActions.add(() -> {
            prompt.unsubscribe();
            whose.valueProperty().unbindBidirectional(edit.whose());
            persona.textProperty().unbindBidirectional(edit.text());
            whose.setItems(null);
        });
    }

    private void showProviders() {
        noProvider.setVisible(model.providers().isEmpty());
        noProvider.setManaged(model.providers().isEmpty());
        providers.getChildren().setAll(model.providers().stream().map(this::providerRow).toList());
    }

    private Node providerRow(Provider provider) {
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
            head.getChildren().add(smallButton(texts.get(provider.kind() == ProviderKind.TTS ? "models.listen" : "models.try"), () -> model.tryOut(provider.kind(), provider.alias())));
        }
        head.getChildren().addAll(smallButton(texts.get("models.edit"), () -> {
            model.edit(provider);
            focusForm();
        }), smallButton(texts.get("models.remove"), () -> remove(provider)));
        String used = provider.usedBy().isEmpty() ? texts.get("models.used.not") : provider.kind() != ProviderKind.LLM ? texts.get("models.used.now")
            : texts.get("models.used", String.join(", ", provider.usedBy().stream().map(use -> texts.getOrDefault("models.purpose." + use, use)).toList()));
        VBox box = new VBox(3, head, wrappedLabel(provider.address().orElse(provider.type()) + " · " + texts.get("models.key", provider.key().orElseGet(() -> texts.get("models.key.none"))) + " · " + used, "caption"));
        trialLabels(provider.kind(), provider.alias()).ifPresent(box.getChildren()::addAll);
        box.getStyleClass().add("provider");
        return box;
    }

    private void remove(Provider provider) {
        ConfirmationDialog.show(providers.getScene(), texts.get("models.remove.ask", provider.alias()), texts.get("models.remove.words"), texts.get("models.remove.verb"), texts.get("cancel"), () -> model.remove(provider));
    }

    private void showFound() {
        boolean none = model.localServers().found().isEmpty();
        foundNone.setText(texts.get(model.localServers().searching().get() ? "models.found.looking" : "models.found.none"));
        foundNone.setVisible(none);
        foundNone.setManaged(none);
        found.getChildren().setAll(model.localServers().found().stream().map(server -> new LocalServerRow(server, texts, chosen -> model.useLocalServer(server, chosen))).toList());
    }

    private void showTools() {
        setShown(model.toolServers().isEmpty(), noTools);
        tools.getChildren().setAll(model.toolServers().stream().map(this::providerRow).toList());
    }

    private Node providerRow(ToolServerStatus server) {
        Label state = new Label(texts.get("models.tools." + server.availability()));
        state.getStyleClass().addAll("chip", switch (server.availability()) {
            case READY -> "is-ok";
            case STARTING -> "is-quiet";
            case BROKEN -> "is-warn";
        });
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(8, state, wrappedLabel(server.name(), "strong"));
        head.getStyleClass().add("line");
        String offered = String.join(", ", server.tools().stream().map(Tool::name).toList());
        VBox box = new VBox(3, head, wrappedLabel(server.fault().orElse(offered), "caption"));
        box.getStyleClass().add("provider");
        return box;
    }

    private void add(ProviderKind kind) {
        model.add(kind);
        focusForm();
    }

    private void showForm(Optional<ProviderFormViewModel> now) {
        formSubscription.unsubscribe();
        formSubscription = Subscription.EMPTY;
        form.setVisible(now.isPresent());
        form.setManaged(now.isPresent());
        now.ifPresent(this::bindForm);
    }

    private void bindForm(ProviderFormViewModel draft) {
        formTitle.setText(draft.isNew() ? texts.get("models.draft.new." + draft.kind()) : texts.get("models.draft.change", draft.alias().get()));
        protocol.getItems().setAll(draft.protocols());
        protocol.setVisibleRowCount(20);
        protocol.setOnHidden(_ -> focusForm());
        protocol.valueProperty().bindBidirectional(draft.protocol());
        alias.textProperty().bindBidirectional(draft.alias());
        alias.setDisable(!draft.isNew());
        address.textProperty().bindBidirectional(draft.address());
        key.textProperty().bindBidirectional(draft.key());
        key.setPromptText(draft.maskedKey().map(masked -> texts.get("models.draft.key.keep", masked)).orElseGet(() -> texts.get("models.draft.key.prompt")));
        modelField.setItems(draft.offeredModels());
        modelField.getEditor().textProperty().bindBidirectional(draft.model());
        voice.textProperty().bindBidirectional(draft.voice());
        use.selectedProperty().bindBidirectional(draft.selectAfterSave());
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
            boolean web = now.addressKind() == ProviderProtocol.AddressKind.URL;
            setShown(web, modelName, modelBox, keyNote);
            setShown(now.addressKind() != ProviderProtocol.AddressKind.LOCAL_PROGRAM, addressName, address, keyName, key);
            voice.setPromptText(texts.get(web ? "models.draft.voice.prompt" : "models.draft.voice.prompt.here"));
        });
        ListChangeListener<String> offered = _ -> {
            if (!draft.offeredModels().isEmpty() && modelField.getScene() != null) {
                modelField.requestFocus();
                modelField.show();
            }
        };
        draft.offeredModels().addListener(offered);
        formSubscription = Subscription.combine(named, draft.errors().subscribe(this::showErrors), () -> {
            draft.offeredModels().removeListener(offered);
            protocol.valueProperty().unbindBidirectional(draft.protocol());
            alias.textProperty().unbindBidirectional(draft.alias());
            address.textProperty().unbindBidirectional(draft.address());
            key.textProperty().unbindBidirectional(draft.key());
            key.clear();
            modelField.getEditor().textProperty().unbindBidirectional(draft.model());
            modelField.setItems(javafx.collections.FXCollections.observableArrayList());
            voice.textProperty().unbindBidirectional(draft.voice());
            use.selectedProperty().unbindBidirectional(draft.selectAfterSave());
        });
    }

    private static void setShown(boolean shown, Node... nodes) {
        for (Node node : nodes) {
            node.setVisible(shown);
            node.setManaged(shown);
        }
    }

    private void showErrors(Map<String, String> slips) {
        Map.of("alias", aliasWrong, "address", addressWrong, "key", keyWrong, "model", modelWrong).forEach((field, label) -> {
            label.setText(slips.getOrDefault(field, ""));
            setShown(slips.containsKey(field), label);
        });
    }

    private static Label wrappedLabel(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Button smallButton(String words, Runnable act) {
        Button button = new Button(words);
        button.setMnemonicParsing(false);
        button.getStyleClass().add("small-toggle");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> act.run());
        return button;
    }

    /// Focuses the field that is filled in first.
    void focusForm() {
        model.providerForm().get().ifPresent(draft -> Focus.request(switch (draft.protocol().get().addressKind()) {
            case LOCAL_PROGRAM -> voice;
            case HOST_AND_PORT -> address;
            case URL -> draft.address().get().isBlank() ? address : key;
        }));
    }

    /// Handles Ctrl+Enter: saves the open form, else the persona.
    void apply() {
        if (model.providerForm().get().isPresent()) {
            model.save();
        } else if (model.persona().changed().get()) {
            model.persona().save();
        }
    }

    void focusPersona() {
        Focus.request(persona);
    }

    /// @param field settings name of a field of the open form; empty for none
    void focus(String field) {
        if (field.isEmpty()) {
            return;
        }
        Focus.request(switch (field) {
            case "base_url", "url", "api_url", "host", "port" -> address;
            case "model_name", "model" -> modelField;
            case "voice" -> voice;
            case "type" -> protocol;
            default -> key;
        });
    }

    void close() {
        subscription.unsubscribe();
        formSubscription.unsubscribe();
        unbindActions.forEach(Runnable::run);
    }
}
