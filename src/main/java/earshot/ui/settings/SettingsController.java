package earshot.ui.settings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.Focus;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.ui.kit.WrapGuard;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Binds the settings' nodes to their view model.
final class SettingsController extends ViewController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final SettingsViewModel model;
    private final List<SettingGroupCard> cards = new ArrayList<>();
    private SegmentationPreviewController tryOut;
    private CertificatePane certificate;
    private BackupCard backup;

    @FXML private TextField filter;
    @FXML private Label count;
    @FXML private VBox nav;
    @FXML private ScrollPane root;
    @FXML private VBox column;
    @FXML private VBox timersMore;
    @FXML private Label silent;
    @FXML private Label countdowns;
    @FXML private VBox hearingMore;
    @FXML private ComboBox<SegmentationPreviewViewModel.Source> source;
    @FXML private Button take;
    @FXML private Button play;
    @FXML private SegmentationPreviewPane cuts;
    @FXML private Label tryOutWords;
    @FXML private Slider silenceSlider;
    @FXML private Label silenceValue;
    @FXML private Slider gateSlider;
    @FXML private Label gateValue;
    @FXML private Slider modeSlider;
    @FXML private Label modeValue;
    @FXML private VBox memoryMore;
    @FXML private Button remembered;
    @FXML private Label rememberedCount;
    @FXML private VBox serverMore;
    @FXML private Label serving;
    @FXML private Button restart;
    @FXML private Button restartProgram;
    @FXML private ProgressBar progress;
    @FXML private Label restartLine;
    @FXML private VBox windowMore;
    @FXML private Button restartWindow;
    @FXML private ProgressBar windowProgress;
    @FXML private Label windowRestartLine;
    @FXML private VBox unknownCard;
    @FXML private Label unknown;

    private CurrentSection sections;
    private CardFiller filler;

    SettingsController(ViewContext viewContext, SettingsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        sections = new CurrentSection(root);
        Button check = navEntry("", () -> viewContext.navigate().accept(NavigationTarget.of("check")));
        check.setId("check-entry");
        untilClosed(model.failing().subscribe(
            failing -> check.setText(failing.intValue() == 0 ? texts.get("settings.check") : texts.get("settings.check.differs", failing.intValue()))));
        nav.getChildren().add(check);
        addGroups();
        filler = new CardFiller(root, cards, viewContext.pump(), sections);
        backup = new BackupCard(viewContext);
        column.getChildren().addAll(backup, unknownCard);
        addSection(texts.get("settings.backup"), backup);
        Button unknownEntry = addSection(texts.get("settings.unknown"), unknownCard);
        WrapGuard.wrap(unknown);
        silent.textProperty().bind(model.silentText());
        countdowns.textProperty().bind(model.countdowns());
        serving.textProperty().bind(model.servingText());
        certificate = new CertificatePane(viewContext);
        serverMore.getChildren().add(serverMore.getChildren().indexOf(serving) + 1, certificate);
        tryOut = new SegmentationPreviewController(model.tryOut(), source, take, play, cuts, tryOutWords);
        bindSlider("vad.min_silence_ms", silenceSlider, silenceValue, 20);
        bindSlider("vad.gate_db", gateSlider, gateValue, 0.5);
        bindSlider("vad.mode", modeSlider, modeValue, 1);
        connectButtons();
        untilClosed(TwoWayBinding.bind(filter.textProperty(), model.filter()), model.filter().subscribe(this::applyFilter),
            model.restartLine().subscribe(this::showRestart), model.rememberedCount().subscribe(rememberedCount::setText),
            model.unknown().subscribe(list -> {
                unknown.setText(
                    list.stream().map(one -> one.file() + (one.line() > 0 ? ":" + one.line() : "") + "   " + one.key()).collect(Collectors.joining("\n")));
                setShown(unknownCard, !list.isEmpty());
                setShown(unknownEntry, !list.isEmpty());
            }));
        setShown(count, false);
        showRestart();
    }

    private void addGroups() {
        Map<String, VBox> more = Map.of("timers", timersMore, SettingsViewModel.HEARING, hearingMore, "memory", memoryMore, "server", serverMore, "window",
            windowMore);
        for (SettingFieldGroup group : model.groups()) {
            SettingGroupCard card = new SettingGroupCard(group, texts, Optional.ofNullable(more.get(group.group().id())), this::focus);
            cards.add(card);
            column.getChildren().add(card);
            addSection(texts.get("settings.group." + group.group().id()), card);
        }
    }

    private void connectButtons() {
        remembered.setOnAction(_ -> viewContext.navigate().accept(viewContext.model().memories().get().stream().findFirst()
            .map(one -> NavigationTarget.of("devices", one.device() + NavigationTarget.MEMORY)).orElseGet(() -> NavigationTarget.of("devices"))));
        restart.setOnAction(_ -> askToRestart());
        restartProgram.setOnAction(_ -> askToRestartProgram());
        restartWindow.setOnAction(_ -> askToRestartProgram(() -> model.saveWindowAndRestartProgram().ifPresent(this::focus)));
    }

    /// The view is in the window.
    void shown() {
        filler.start();
    }

    /// The view is about to leave the window.
    void hidden() {
        filler.stop();
    }

    void focusBackup() {
        focus(backup, backup.backUp()::requestFocus);
    }

    void focusRestore() {
        focus(backup, backup.restore()::requestFocus);
    }

    void askToRestart() {
        ConfirmationDialog.show(root.getScene(), texts.get("settings.restart.ask"), model.restartFacts(), texts.get("settings.restart.verb"),
            texts.get("cancel"),
            () -> model.saveAndRestart().ifPresent(this::focus));
    }

    void askToRestartProgram() {
        askToRestartProgram(model::restartProgram);
    }

    private void askToRestartProgram(Runnable confirmed) {
        ConfirmationDialog.show(root.getScene(), texts.get("settings.restart.program.ask"), model.restartFacts(), texts.get("settings.restart.program"),
            texts.get("cancel"), confirmed);
    }

    private void bindSlider(String key, Slider slider, Label value, double step) {
        Nodes.explained(value, texts.get("setting." + key) + ". " + texts.get("setting." + key + ".note"));
        tryOut.bindSlider(model.field(key).orElseThrow(), texts.get("setting." + key), slider, value, step);
    }

    private Button addSection(String label, Node card) {
        Button entry = navEntry(label, () -> {
            if (card instanceof SettingGroupCard group) {
                group.fillAll();
            }
            layOut();
            scrollTo(card, true);
            sections.choose(card);
        });
        nav.getChildren().add(entry);
        sections.add(card, entry);
        return entry;
    }

    private static Button navEntry(String label, Runnable action) {
        Button entry = new Button(label);
        entry.getStyleClass().addAll("button", "flat", "settings-entry");
        entry.setMaxWidth(Double.MAX_VALUE);
        entry.setMinHeight(Region.USE_PREF_SIZE);
        WrapGuard.wrap(entry);
        entry.setOnAction(_ -> action.run());
        return entry;
    }

    private void applyFilter() {
        int shown = 0;
        for (int i = 0; i < cards.size(); i++) {
            shown += cards.get(i).showOnly(model::shows);
            setShown(nav.getChildren().get(i + 1), cards.get(i).isVisible());
        }
        boolean searching = !model.filter().get().isBlank();
        setShown(count, searching);
        count.setText(searching ? texts.get("settings.found", shown) : "");
        if (searching) {
            root.setVvalue(0);
        }
    }

    private void showRestart() {
        RestartStatus status = model.restartLine().get();
        List.of(restart, restartProgram, restartWindow).forEach(button -> button.setDisable(status.running()));
        for (ProgressBar bar : List.of(progress, windowProgress)) {
            setShown(bar, status.running());
            bar.setProgress(status.done());
        }
        for (Label line : List.of(restartLine, windowRestartLine)) {
            line.setText(status.text());
            line.getStyleClass().removeAll("bad-text", "ok-text");
            if (!status.running() && !status.text().isEmpty()) {
                line.getStyleClass().add(status.failure().isPresent() ? "bad-text" : "ok-text");
            }
        }
    }

    /// Scrolls to a field and focuses it; clears the search if it hides the field.
    void focus(SettingField field) {
        if (!model.shows(field)) {
            model.filter().set("");
        }
        cards.stream().flatMap(card -> card.row(field).stream()).findFirst().ifPresent(row -> focus(row, row::focus));
    }

    private void focus(Node part, Runnable focus) {
        FxPump.afterEvent(() -> {
            layOut();
            scrollTo(part, false);
            sections.chooseAround(part);
            focus.run();
        });
    }

    /// A view that was just built, or a row that was just added, has no layout yet.
    private void layOut() {
        root.getScene().getRoot().applyCss();
        root.getScene().getRoot().layout();
    }

    @Override
    public void focusFilter() {
        Focus.selectAll(filter);
    }

    /// @param atTop whether the node is placed at the top of the viewport, else in its middle
    private void scrollTo(Node node, boolean atTop) {
        double top = root.getContent().sceneToLocal(node.localToScene(0, 0)).getY();
        double hidden = root.getContent().getLayoutBounds().getHeight() - root.getViewportBounds().getHeight();
        double above = atTop ? 0 : root.getViewportBounds().getHeight() / 2;
        root.setVvalue(hidden <= 0 ? 0 : Math.clamp((top - above) / hidden, 0, 1));
    }

    @Override
    public void close() {
        super.close();
        tryOut.close();
        certificate.close();
        cards.forEach(SettingGroupCard::close);
    }
}
