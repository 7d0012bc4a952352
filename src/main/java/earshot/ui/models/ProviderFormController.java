package earshot.ui.models;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.remote.ProviderKind;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.Focus;
import earshot.ui.kit.FocusScroller;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewController;
import javafx.geometry.Side;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Binds the form of a provider while one is open.
final class ProviderFormController extends ViewController {
    private final AssistantViewModel model;
    private final Texts texts;
    private final ConnectionFieldsController connection;
    private Subscription formSubscription = Subscription.EMPTY;

    @FXML private VBox form;
    @FXML private Label formTitle;
    @FXML private ComboBox<ProviderProtocol> protocol;
    @FXML private TextField alias;
    @FXML private Label aliasWrong;
    @FXML private TextField address;
    @FXML private Label addressWrong;
    @FXML private PasswordField key;
    @FXML private VBox keyRows;
    @FXML private Label keyWrong;
    @FXML private Label modelName;
    @FXML private HBox modelBox;
    @FXML private ComboBox<String> modelField;
    @FXML private Button listModels;
    @FXML private Label modelWrong;
    @FXML private Label voiceName;
    @FXML private TextField voice;
    @FXML private HBox voiceBox;
    @FXML private Button listVoices;
    @FXML private Label languageName;
    @FXML private TextField language;
    @FXML private CheckBox use;
    @FXML private Label failure;
    @FXML private Button save;
    @FXML private Button saveAnyway;
    @FXML private Button trust;
    @FXML private Label addressName;
    @FXML private Label keyName;
    @FXML private Label keyNote;
    @FXML private Button cancel;
    @FXML private ProgressIndicator busy;

    ProviderFormController(AssistantViewModel model, Texts texts, ConnectionFieldsController connection) {
        this.model = model;
        this.texts = texts;
        this.connection = connection;
    }

    @FXML
    private void initialize() {
        protocol.setConverter(DisplayConverter.of(now -> now.title().isEmpty() ? texts.get("models.protocol.other") : now.title()));
        protocol.setVisibleRowCount(20);
        protocol.setOnHidden(_ -> focusFirst());
        listModels.setOnAction(_ -> model.listModels());
        listModels.disableProperty().bind(model.busy());
        listVoices.setOnAction(_ -> model.listModels());
        listVoices.disableProperty().bind(model.busy());
        save.setOnAction(_ -> model.save());
        save.disableProperty().bind(model.busy());
        saveAnyway.setOnAction(_ -> model.saveAnyway());
        Nodes.bindShown(saveAnyway, model.savableUntested());
        trust.setOnAction(_ -> {
            model.trustCertificate();
            tryOut();
        });
        Nodes.bindShown(trust, model.untrusted().map(Optional::isPresent));
        cancel.setOnAction(_ -> model.cancel());
        for (TextField field : List.of(alias, address, key, voice, language)) {
            field.setOnAction(_ -> tryOut());
        }
        FirstChoice.install(modelField);
        busy.visibleProperty().bind(model.busy());
        failure.textProperty().bind(model.failure());
        Nodes.bindShown(failure, failure.textProperty().isNotEmpty());
        untilClosed(model.providerForm().subscribe(this::show), model.failedField().subscribe((_, field) -> focus(field)),
            model.failure().subscribe((_, words) -> revealFailure(words)));
    }

    /// Who saves by Enter in a field may not see what stands below the buttons. Under the pointer they stay.
    private void revealFailure(String words) {
        if (!words.isEmpty() && !save.isHover()) {
            FxPump.afterEvent(() -> Optional.ofNullable(form.getScene()).map(Scene::getRoot).ifPresent(window -> {
                window.applyCss();
                window.layout();
                FocusScroller.reveal(failure);
            }));
        }
    }

    /// Lists the models while none is chosen, else saves.
    private void tryOut() {
        if (model.providerForm().get().filter(draft -> draft.kind() == ProviderKind.LLM && draft.model().get().isBlank()).isPresent()) {
            model.listModels();
        } else {
            model.save();
        }
    }

    private void show(Optional<ProviderFormViewModel> now) {
        formSubscription.unsubscribe();
        setShown(form, now.isPresent());
        formSubscription = now.map(this::bind).orElse(Subscription.EMPTY);
    }

    private Subscription bind(ProviderFormViewModel draft) {
        formTitle.setText(draft.isNew() ? texts.get("models.draft.new." + draft.kind()) : texts.get("models.draft.change", draft.alias().get()));
        protocol.getItems().setAll(draft.protocols());
        alias.setDisable(!draft.isNew());
        key.setPromptText(draft.maskedKey().map(masked -> texts.get("models.draft.key.keep", masked)).orElseGet(() -> texts.get("models.draft.key.prompt")));
        modelField.setItems(draft.offeredModels());
        use.setText(texts.get("models.draft.use." + draft.kind()));
        setShown(voiceBox, draft.kind() == ProviderKind.TTS);
        setShown(voiceName, draft.kind() == ProviderKind.TTS);
        save.setText(texts.get("models.draft.save." + draft.kind()));
        return Subscription.combine(
            TwoWayBinding.bind(protocol.valueProperty(), draft.protocol()), TwoWayBinding.bind(alias.textProperty(), draft.alias()),
            TwoWayBinding.bind(address.textProperty(), draft.address()),
            TwoWayBinding.bind(key.textProperty(), draft.key()), TwoWayBinding.bind(modelField.getEditor().textProperty(), draft.model()),
            TwoWayBinding.bind(voice.textProperty(), draft.voice()), TwoWayBinding.bind(language.textProperty(), draft.language()),
            TwoWayBinding.bind(use.selectedProperty(), draft.selectAfterSave()), draft.protocol().subscribe(now -> showFields(draft, now)),
            draft.errors().subscribe(this::showErrors), draft.refusedField().subscribe(this::mark), connection.bind(draft, this::tryOut),
            draft.offeredModels().subscribe(() -> offerModels(draft)), draft.offers().subscribe(() -> showOffers(draft)), this::clear);
    }

    /// Shows the fields that a provider of this protocol has.
    private void showFields(ProviderFormViewModel draft, ProviderProtocol now) {
        boolean web = now.addressKind() == ProviderProtocol.AddressKind.URL;
        boolean here = now.addressKind() == ProviderProtocol.AddressKind.LOCAL_PROGRAM || now.addressKind() == ProviderProtocol.AddressKind.MODEL_FILE;
        boolean lists = now.listsOffers();
        boolean hears = lists && now.kind() == ProviderKind.ASR;
        boolean model = now.hasModel() && (web && !lists || hears || now.addressKind() == ProviderProtocol.AddressKind.MODEL_FILE);
        List.of(modelName, modelBox).forEach(node -> setShown(node, model));
        List.of(languageName, language).forEach(node -> setShown(node, hears));
        setShown(listModels, now.kind() == ProviderKind.LLM || hears);
        setShown(listVoices, lists && now.kind() == ProviderKind.TTS);
        setShown(keyNote, web);
        List.of(addressName, address, keyName).forEach(node -> setShown(node, !here));
        setShown(key, !here && now.keyNames().isEmpty());
        setShown(keyRows, !now.keyNames().isEmpty());
        keyRows.getChildren().setAll(now.keyNames().stream().map(name -> keyRow(draft, name)).toList());
        if (now.keySets().size() > 1) {
            keyRows.getChildren().add(keySets(now));
        }
        voice.setPromptText(texts.get(web ? "models.draft.voice.prompt" : "models.draft.voice.prompt.here"));
        showErrors(draft.errors().get());
    }

    /// Which of several keys are enough.
    private Label keySets(ProviderProtocol now) {
        return Nodes.wrappedLabel(texts.get("models.draft.key.sets", now.keySets().stream().map(keys -> String.join(", ", keys)).toArray()), "caption");
    }

    /// One of several keys, under the name that it has in the settings.
    private Node keyRow(ProviderFormViewModel draft, String name) {
        PasswordField typed = new PasswordField();
        typed.setId(name);
        typed.setAccessibleText(name);
        draft.maskedKey(name).ifPresent(masked -> typed.setPromptText(texts.get("models.draft.key.keep", masked)));
        typed.textProperty().bindBidirectional(draft.key(name));
        typed.setOnAction(_ -> tryOut());
        return new VBox(Nodes.label(name, "caption"), typed);
    }

    private void showErrors(Map<String, String> errors) {
        Map.of("alias", aliasWrong, "address", addressWrong, "key", keyWrong, "model", modelWrong).forEach((field, label) -> {
            label.setText(errors.getOrDefault(field, ""));
            setShown(label.getParent(), errors.containsKey(field) || hasRoom(field));
        });
    }

    /// The field that the provider refused: what it said stands below the buttons, so that they stay where they are pressed.
    private void mark(Optional<String> refused) {
        Stream.of(Map.entry("address", address), Map.entry("key", key), Map.entry("model", modelField)).forEach(field ->
            Nodes.setStyleClass(field.getValue(), "wrong", refused.filter(field.getKey()::equals).isPresent()));
    }

    /// Whether the line of its error is there before the error, so that the buttons below stay where they are pressed.
    private boolean hasRoom(String field) {
        return switch (field) {
            case "address" -> address.isVisible();
            case "key" -> key.isVisible() || keyRows.isVisible();
            case "model" -> modelBox.isVisible();
            default -> true;
        };
    }

    private void offerModels(ProviderFormViewModel draft) {
        if (!draft.offeredModels().isEmpty() && modelField.getScene() != null) {
            modelField.requestFocus();
            modelField.show();
        }
    }

    private void showOffers(ProviderFormViewModel draft) {
        Button list = draft.kind() == ProviderKind.TTS ? listVoices : listModels;
        if (!draft.offers().isEmpty() && list.getScene() != null) {
            new OfferMenu(draft.offers(), texts, draft::take).show(list, Side.BOTTOM, 0, 0);
        }
    }

    private void clear() {
        key.clear();
        keyRows.getChildren().clear();
        modelField.setItems(FXCollections.observableArrayList());
    }

    /// Focuses the field that is filled in first.
    void focusFirst() {
        model.providerForm().get().ifPresent(draft -> Focus.request(switch (draft.protocol().get().addressKind()) {
            case LOCAL_PROGRAM -> voice;
            case MODEL_FILE -> modelField;
            case HOST_AND_PORT -> address;
            case URL -> draft.address().get().isBlank() ? address : firstKey();
        }));
    }

    /// Shows a field, also one of the folded part, and focuses it.
    ///
    /// @param field settings name of a field of the open form
    void reveal(String field) {
        if (ConnectionFields.FIELDS.contains(field)) {
            connection.unfold();
        }
        focus(field);
    }

    /// @param field settings name of a field of the open form; empty for none
    private void focus(String field) {
        if (field.isEmpty()) {
            return;
        }
        Focus.request(switch (field) {
            case "base_url", "url", "api_url", "ws_url", "host", "port" -> address;
            case "model_name", "model" -> modelField;
            case "voice" -> voice;
            case "type" -> protocol;
            // where it is folded, or has no field that mends it, to try again is what helps
            case String other when ConnectionFields.FIELDS.contains(other) -> connection.node(field).orElse(save);
            default -> keyRows.lookup("#" + field) instanceof PasswordField typed ? typed : firstKey();
        });
    }

    private Node firstKey() {
        return key.isVisible() ? key : keyRows.lookup(".password-field");
    }

    @Override
    public void close() {
        super.close();
        formSubscription.unsubscribe();
    }
}
