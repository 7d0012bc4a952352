package earshot.ui;

import module java.base;

import earshot.config.SettingsHistory;
import earshot.engine.EngineState;
import earshot.engine.LocalModelServer;
import earshot.problem.ProblemReason;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.StatusBar;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewController;
import earshot.ui.models.LocalServersViewModel;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the shell's nodes to its view model and its buttons to the [Shell].
final class ShellController extends ViewController {
    private static final int MOST_SHOWN = 99;

    private final Shell shell;
    private final ShellViewModel model;
    private final LocalServersViewModel servers;
    private final RecordingViewModel recording;
    private final Texts texts;
    private final List<View> views;
    private final FxPump pump;
    /// The number of open problems at their entry in the rail.
    private final Label railBadge = Nodes.uncut(Nodes.label("", "rail-badge"));

    @FXML private HBox titleBar;
    @FXML private StatePill state;
    @FXML private HBox addressBox;
    @FXML private Label address;
    @FXML private Button copyAddress;
    @FXML private Region room;
    @FXML private HBox workBox;
    @FXML private ProgressBar progress;
    @FXML private Label work;
    @FXML private Button cancelWork;
    @FXML private Label devices;
    @FXML private Button record;
    @FXML private Button problems;
    @FXML private Button openPalette;
    @FXML private Button back;
    @FXML private Button forward;
    @FXML private Button theme;
    @FXML private Region themeIcon;
    @FXML private Button language;
    @FXML private Button help;
    @FXML private HBox broken;
    @FXML private Label brokenWhat;
    @FXML private Label brokenWhere;
    @FXML private Button brokenOpen;
    @FXML private Button brokenRestore;
    @FXML private Button brokenWithout;
    @FXML private HBox faults;
    @FXML private Label faultsWhat;
    @FXML private Button faultsShow;
    @FXML private Button faultsOff;
    @FXML private HBox offer;
    @FXML private Label offerWhat;
    @FXML private Button offerUse;
    @FXML private Button offerOther;
    @FXML private Button offerNot;
    @FXML private VBox rail;
    @FXML private StackPane stage;
    @FXML private StatusBar status;
    @FXML private Label flow;
    @FXML private Label events;
    @FXML private Label heap;
    @FXML private Label parts;
    @FXML private Label notice;
    @FXML private Label lastStop;
    @FXML private Label clock;
    @FXML private Overlay overlay;

    ShellController(Shell shell, ShellViewModel model, LocalServersViewModel servers, RecordingViewModel recording, Texts texts, List<View> views,
        FxPump pump) {
        this.shell = shell;
        this.pump = pump;
        this.model = model;
        this.servers = servers;
        this.recording = recording;
        this.texts = texts;
        this.views = views;
    }

    @FXML
    private void initialize() {
        state.setTooltip(new Tooltip());
        address.textProperty().bind(model.address());
        copyAddress.setOnAction(_ -> SystemClipboard.copy(model.address().get()));
        problems.setOnAction(_ -> shell.navigateTo("problems"));
        openPalette.setOnAction(_ -> shell.togglePalette());
        back.setOnAction(_ -> shell.back());
        forward.setOnAction(_ -> shell.forward());
        theme.setOnAction(_ -> shell.nextTheme());
        language.setOnAction(_ -> shell.switchLanguage());
        help.setOnAction(_ -> shell.toggleHelp());
        notice.textProperty().bind(model.notice());
        status.setLeaving(List.of(parts, heap, lastStop, events, flow));
        clock.textProperty().bind(model.clock());
        brokenOpen.setOnAction(_ -> model.openBrokenFile());
        brokenRestore.setOnAction(_ -> model.restoreLastGood());
        brokenWithout.setOnAction(_ -> model.ignoreBrokenFile());
        faultsWhat.textProperty().bind(model.faults());
        showFaults();
        faultsShow.setOnAction(_ -> model.showFaults());
        faultsOff.setOnAction(_ -> model.switchFaultsOff());
        untilClosed(model.state().subscribe(this::showState), model.work().subscribe(this::showWork), model.problems().subscribe(this::showProblems),
            model.server().subscribe(this::showServer), recording.progress().subscribe(this::showRecording));
        NoticeBar brokenBar = new NoticeBar(broken, List.of(rail, stage), pump);
        NoticeBar offerBar = new NoticeBar(offer, List.of(rail, stage), pump);
        untilClosed(brokenBar, offerBar, model.brokenSettings().subscribe(now -> brokenBar.show(now.map(file -> () -> showBroken(file)))),
            servers.offer().subscribe(now -> offerBar.show(now.map(server -> () -> showOffer(server)))));
        record.setOnAction(_ -> recording.toggle());
        offerUse.setOnAction(_ -> servers.acceptOffer());
        offerOther.setOnAction(_ -> shell.navigateTo("models"));
        offerNot.setOnAction(_ -> servers.declineOffer());
        for (View view : views.stream().filter(one -> one.parent().isEmpty()).toList()) {
            rail.getChildren().add(railEntry(view, rail.getChildren().size() + 1));
        }
    }

    private void showState(ShellViewModel.EngineStatus now) {
        state.show(now.text(), "shape-" + Texts.keyOf(now.phase()), stateStyle(now.phase()));
        state.getTooltip().setText(now.lastStop().text());
        lastStop.setText(now.lastStop().brief());
        Nodes.setStyleClass(lastStop, "warn-text", !now.lastStop().inOrder());
        Nodes.setShown(lastStop, !now.lastStop().brief().isEmpty());
    }

    /// They take the room of what is shown elsewhere, too.
    private void showFaults() {
        Nodes.bindShown(faults, model.faults().isNotEmpty());
        Nodes.bindShown(room, model.faults().isEmpty());
        Nodes.bindShown(devices, model.faults().isEmpty());
        Nodes.bindShown(addressBox, model.address().isNotEmpty().and(model.faults().isEmpty()));
        untilClosed(model.faults().subscribe(now -> Nodes.setStyleClass(titleBar, "faults-on", !now.isEmpty())));
    }

    private void showWork(Optional<ShellViewModel.Work> now) {
        Nodes.setShown(workBox, now.isPresent());
        now.ifPresent(running -> {
            progress.setProgress(running.done());
            work.setText(running.text());
            Nodes.setShown(cancelWork, running.cancel().isPresent());
            cancelWork.setOnAction(_ -> running.cancel().ifPresent(Runnable::run));
        });
    }

    private void showRecording(Optional<RecordingViewModel.Progress> now) {
        String description = now.map(RecordingViewModel.Progress::text).orElseGet(() -> texts.get("record.start"));
        record.setText(now.map(RecordingViewModel.Progress::brief).orElse(""));
        record.setAccessibleText(description);
        if (record.getTooltip() == null) {
            record.setTooltip(new Tooltip());
        }
        record.getTooltip().setText(now.isPresent() ? texts.sentences(description, texts.get("record.stop")) : description);
        Nodes.setStyleClass(record, "recording", now.isPresent());
    }

    private void showServer(ShellViewModel.ServerStatus now) {
        devices.setText(now.devices());
        flow.setText(now.flow());
        events.setText(now.events());
        heap.setText(now.heap());
        parts.setText(now.codec());
    }

    private void showBroken(SettingsHistory.UnreadableFile file) {
        brokenWhat.setText(texts.get("broken.what", file.file()));
        brokenWhere.setText(texts.get("broken.where", file.line(), ProblemReason.text(file.reason(), texts.language().locale())));
        brokenRestore.setText(texts.get("broken.restore", file.lastReadableRevision().map(String::valueOf).orElse("–")));
        brokenOpen.setText(ShellViewModel.line(file).map(line -> texts.get("broken.open", line)).orElseGet(() -> texts.get("broken.open.file")));
        Nodes.setShown(brokenRestore, file.lastReadableRevision().isPresent());
    }

    private void showOffer(LocalModelServer server) {
        offerWhat.setText(texts.get(server.models().size() == 1 ? "models.offer.one" : "models.offer", server.name(), server.models().size()));
        offerUse.setText(texts.get("models.offer.use", server.models().getFirst()));
        offerUse.setMnemonicParsing(false);
        Nodes.setShown(offerOther, server.models().size() > 1);
    }

    private ToggleButton railEntry(View view, int number) {
        String name = texts.get("view." + view.id());
        Region icon = Nodes.icon("icon-" + view.id());
        ToggleButton entry = new ToggleButton(name, view.id().equals("problems") ? new StackPane(icon, railBadge) : icon);
        entry.setId("rail-" + view.id());
        entry.setContentDisplay(ContentDisplay.TOP);
        entry.getStyleClass().setAll("rail-entry");
        entry.setMaxWidth(Double.MAX_VALUE);
        entry.setTooltip(new Tooltip(name + "  Ctrl+" + number));
        entry.setAccessibleText(name);
        entry.setUserData(view.id());
        entry.setOnAction(_ -> {
            entry.setSelected(true);
            shell.navigateTo(view.id());
        });
        return entry;
    }

    private void showProblems(ShellViewModel.OpenProblems open) {
        boolean any = open.count() > 0;
        String description = any ? texts.get("title.problems", open.count()) : texts.get("title.problems.none");
        problems.setText(any ? Integer.toString(open.count()) : "");
        problems.setAccessibleText(description);
        problems.setTooltip(new Tooltip(description));
        Nodes.setShown(problems, any);
        Nodes.setStyleClass(problems, "is-bad", open.critical());
        railBadge.setText(open.count() > MOST_SHOWN ? MOST_SHOWN + "+" : Integer.toString(open.count()));
        Nodes.setShown(railBadge, any);
        Nodes.setStyleClass(railBadge, "is-bad", open.critical());
        rail.getChildren().stream().filter(entry -> "problems".equals(entry.getUserData()))
            .forEach(entry -> entry.setAccessibleText(texts.get("view.problems") + (any ? ", " + description : "")));
    }

    void showTheme(Theme now) {
        String description = texts.get("title.theme." + Texts.keyOf(now));
        theme.setAccessibleText(description);
        theme.setTooltip(new Tooltip(description));
        themeIcon.getStyleClass().setAll("icon", "icon-theme-" + Texts.keyOf(now));
    }

    void showView(String id, Node node) {
        stage.getChildren().setAll(node);
        rail.getChildren().forEach(entry -> ((ToggleButton) entry).setSelected(id.equals(entry.getUserData())));
    }

    /// Styles and lays out the nodes of a view as if it were shown. No frame comes meanwhile.
    void layOut(Parent nodes) {
        stage.getChildren().add(nodes);
        nodes.resize(stage.getWidth(), stage.getHeight());
        nodes.applyCss();
        nodes.layout();
        stage.getChildren().remove(nodes);
    }

    /// What is shown above everything.
    Overlay overlay() {
        return overlay;
    }

    private static String stateStyle(EngineState.Phase phase) {
        return switch (phase) {
            case RUNNING -> "is-ok";
            case STARTING, RESTARTING -> "is-warn";
            case FAILED -> "is-bad";
            case STOPPED -> "is-quiet";
        };
    }
}
