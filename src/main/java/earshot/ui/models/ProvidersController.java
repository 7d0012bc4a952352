package earshot.ui.models;

import module java.base;

import earshot.engine.ModelsState.Provider;
import earshot.remote.ProviderKind;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.Focus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the list of providers.
final class ProvidersController extends ViewController {
    private final AssistantViewModel model;
    private final Texts texts;
    private final Runnable focusForm;

    @FXML private Button addLlm;
    @FXML private Button addAsr;
    @FXML private Button addTts;
    @FXML private Label noProvider;
    @FXML private VBox providers;

    ProvidersController(AssistantViewModel model, Texts texts, Runnable focusForm) {
        this.model = model;
        this.texts = texts;
        this.focusForm = focusForm;
    }

    @FXML
    private void initialize() {
        addLlm.setOnAction(_ -> add(ProviderKind.LLM));
        addAsr.setOnAction(_ -> add(ProviderKind.ASR));
        addTts.setOnAction(_ -> add(ProviderKind.TTS));
        untilClosed(model.providers().subscribe(this::show), model.trials().subscribe(this::show));
        show();
    }

    private void add(ProviderKind kind) {
        model.add(kind);
        focusForm.run();
    }

    private void show() {
        Nodes.setShown(noProvider, model.providers().isEmpty());
        Focus.keep(providers, () -> providers.getChildren().setAll(model.providers().stream().map(this::row).toList()));
    }

    private Node row(Provider provider) {
        Label name = Nodes.grow(Nodes.wrappedLabel(provider.alias() + provider.model().map(written -> " · " + written).orElse(""), "strong"));
        name.setMinWidth(0);
        HBox head = Nodes.line(Nodes.chip(texts.get("models.kind." + provider.kind()), switch (provider.kind()) {
            case LLM -> "is-in";
            case TTS -> "is-out";
            case ASR, VAD -> "is-quiet";
        }), name);
        if (provider.kind() != ProviderKind.VAD) {
            head.getChildren().add(Nodes.smallButton(texts.get(provider.kind() == ProviderKind.TTS ? "models.listen" : "models.try"),
                () -> model.tryOut(provider.kind(), provider.alias())));
        }
        head.getChildren().addAll(Nodes.smallButton(texts.get("models.edit"), () -> {
            model.edit(provider);
            focusForm.run();
        }), Nodes.smallButton(texts.get("models.remove"), () -> remove(provider)));
        String key = texts.get("models.key", provider.key().orElseGet(() -> texts.get("models.key.none")));
        VBox box = new VBox(3, head, Nodes.wrappedLabel(provider.address().orElse(provider.type()) + " · " + key + " · " + usage(provider), "caption"));
        box.getChildren().addAll(TrialLabels.of(model, provider.kind(), provider.alias()));
        box.getStyleClass().add("provider");
        return box;
    }

    private String usage(Provider provider) {
        if (provider.usedBy().isEmpty()) {
            return texts.get("models.used.not");
        }
        return provider.kind() == ProviderKind.LLM
            ? texts.get("models.used", texts.list(provider.usedBy().stream().map(use -> texts.getOrDefault("models.purpose." + use, use)).toList()))
            : texts.get("models.used.now");
    }

    private void remove(Provider provider) {
        ConfirmationDialog.show(providers.getScene(), texts.get("models.remove.ask", provider.alias()), whatFollows(model.removal(provider)),
            texts.get("models.remove.verb"), texts.get("cancel"), () -> model.remove(provider));
    }

    private String whatFollows(ProviderRemoval removal) {
        Stream<String> chosen = removal.successor().map(alias ->
            texts.get("models.remove.chosen." + removal.provider().kind(), texts.getOrDefault("models.answerer." + alias, alias))).stream();
        List<String> purposes = removal.purposes().stream().map(purpose -> texts.getOrDefault("models.purpose." + purpose, purpose)).toList();
        Stream<String> cleared = purposes.isEmpty() ? Stream.of() : Stream.of(texts.get("models.remove.purposes", texts.list(purposes)));
        List<String> changes = Stream.concat(chosen, cleared).toList();
        return (changes.isEmpty() ? texts.get("models.remove.unused") : String.join(" ", changes)) + " " + texts.get("models.remove.undo");
    }
}
