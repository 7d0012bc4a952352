package earshot.ui.turns;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.event.SecretMasker;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.Severity;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.ui.kit.BugReport;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.JsonPane;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.HeardText;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.ui.kit.WaveformPane;
import earshot.ui.kit.WrapGuard;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/// Binds the list of turns and the selected turn.
final class TurnsController extends ViewController {
    private static final double JSON_HEIGHT = 200;

    private final ViewContext viewContext;
    private final Texts texts;
    private final TurnsViewModel model;
    private final TurnWaterfall stages;
    private LiveRows<TurnRecord>.Attachment rows;

    @FXML private SplitPane root;
    @FXML private FilterField filter;
    @FXML private Label count;
    @FXML private Button compare;
    @FXML private HBox sorts;
    @FXML private ListView<TurnRecord> list;
    @FXML private EmptyState empty;
    @FXML private ScrollPane detail;
    @FXML private Label title;
    @FXML private Label headline;
    @FXML private Label parts;
    @FXML private Label heard;
    @FXML private Label sure;
    @FXML private Label answered;
    @FXML private Button playHeard;
    @FXML private Button playSaid;
    @FXML private WaveformPane heardWave;
    @FXML private WaveformPane saidWave;
    @FXML private Button save;
    @FXML private Button forget;
    @FXML private Button device;
    @FXML private ToggleButton toFirstSound;
    @FXML private VBox waterfall;
    @FXML private Label interruption;
    @FXML private VBox toolBox;
    @FXML private HBox trends;

    TurnsController(ViewContext viewContext, TurnsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        stages = new TurnWaterfall(texts, viewContext);
    }

    @FXML
    private void initialize() {
        useFilter(filter, list);
        List.of(heard, answered).forEach(WrapGuard::wrap);
        waterfall.getChildren().setAll(stages);
        list.setCellFactory(_ -> new TurnListCell(viewContext::texts));
        rows = model.rows().attach(list, texts, model::select);
        RowMenu.install(list, this::menu);
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        compare.disableProperty().bind(Bindings.size(list.getSelectionModel().getSelectedItems()).isNotEqualTo(2));
        compare.setOnAction(_ -> compare());
        untilClosed(SortHeading.fill(sorts, model.sort(), texts, "turns.sort."));
        untilClosed(rows, TwoWayBinding.bind(filter.textProperty(), model.filter()), model.rows().items().subscribe(this::showRows),
            model.selected().subscribe(this::showTurn), model.trends().subscribe(this::showTrends),
            model.playing().subscribe((_, _) -> showPlay()), model.clock().subscribe((_, _) -> showRunning()));
        toFirstSound.setOnAction(_ -> model.selected().get().ifPresent(this::showStages));
        playHeard.setOnAction(_ -> model.play(sound(TurnRecord::userAudio)));
        playSaid.setOnAction(_ -> model.play(sound(TurnRecord::answerAudio)));
        save.setOnAction(_ -> save());
        forget.setOnAction(_ -> askToForget());
        device.setOnAction(_ -> model.selected().get().ifPresent(row -> viewContext.navigate().accept(NavigationTarget.of("devices", row.deviceId().value()))));
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.SPACE && event.getTarget() == list) {
                playHeard.fire();
                event.consume();
            }
        });
        heardWave.widthProperty().subscribe((_, _) -> showWaves());
        saidWave.widthProperty().subscribe((_, _) -> showWaves());
        showRows();
    }

    /// Asks before the sounds of all turns are deleted: nothing brings them back.
    void askToForget() {
        long kept = viewContext.model().turns().get().stream().filter(turn -> turn.userAudio().isPresent() || turn.answerAudio().isPresent()).count();
        ConfirmationDialog.warn(root.getScene(), texts.get("turns.forget.title"), texts.get("turns.forget.words", kept), texts.get("turns.forget"),
            texts.get("cancel"), () -> viewContext.send(new Command.DiscardAudio()));
    }

    private List<MenuItem> menu(TurnRecord row) {
        return RowMenu.groups(
            List.of(RowMenu.item(texts.get("menu.only", row.device()), () -> filter.setText(row.deviceId().value())),
                RowMenu.item(texts.get("menu.timeline"), () -> viewContext.navigate().accept(NavigationTarget.ofMoment(row.deviceId(), row.facts().at()))),
                RowMenu.toDevice(viewContext, texts.get("menu.device"), row.deviceId())),
            RowMenu.items(playHeard, playSaid, compare),
            List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(text(row))),
                RowMenu.item(texts.get("menu.copy.json"), () -> SystemClipboard.copy(TurnExporter.json(row))),
                RowMenu.item(texts.get("menu.copy.report"),
                    () -> SystemClipboard.copy(new BugReport(viewContext).text(
                        new BugReport.Selection(Optional.of(row.deviceId()), row.facts().at().plus(row.facts().total()), "json", TurnExporter.json(row)))))),
            RowMenu.items(save));
    }

    /// The older one of the two selected turns stands first.
    private void compare() {
        List<TurnRecord> two = list.getSelectionModel().getSelectedItems().stream().sorted(Comparator.comparing(TurnRecord::number)).toList();
        Overlay overlay = Overlay.of(list.getScene());
        overlay.show(new TurnComparisonPane(TurnComparison.of(two.getFirst(), two.getLast(), viewContext.time().nanos()), texts, overlay::dismiss));
    }

    private String text(TurnRecord row) {
        return String.join("\n", title.getText(), headline.getText(), texts.get("turns.heard") + ": " + heard.getText(),
            texts.get("turns.answered") + ": " + row.facts().answer().text()).strip();
    }

    private Optional<PcmAudio> sound(Function<TurnRecord, Optional<PcmAudio>> which) {
        return model.selected().get().flatMap(which);
    }

    private void showRows() {
        count.setText(texts.get("turns.count", model.rows().items().size(), model.count()));
        boolean nothing = model.rows().items().isEmpty();
        Nodes.setShown(empty, nothing);
        Nodes.setShown(list, !nothing);
        if (viewContext.recorded() && model.count() == 0) {
            empty.show(texts.get("session.turns.none"), texts.get("turns.empty.what"));
        } else if (model.count() > 0) {
            empty.show(texts.get("turns.empty.filtered"), texts.get("turns.empty.filtered.what"), texts.get("timeline.filter.clear"), filter::clear);
        } else {
            empty.show(texts.get("turns.empty"), texts.get("turns.empty.what"), texts.get("turns.empty.do"),
                () -> viewContext.send(new Command.StartTestDevice(Optional.empty())));
        }
    }

    private void showTurn(Optional<TurnRecord> selected) {
        detail.setVisible(selected.isPresent());
        rows.select(selected);
        selected.ifPresent(row -> {
            TurnFacts facts = row.facts();
            device.setDisable(!DeviceNames.known(viewContext.model(), row.deviceId()));
            title.setText(TimeFormatter.CLOCK.format(facts.at()) + "  " + ControlCharacters.toSpaces(row.device()) + "  ·  "
                + texts.get("turns.outcome." + Texts.keyOf(facts.outcome())));
            String recognizer = facts.spoken() ? facts.transcript().recognizer() : "";
            parts.setText(String.join("  ·  ", Stream.of(assistant(row), facts.answer().model().orElse(""), recognizer, row.voice())
                .filter(name -> !name.isBlank()).toList()));
            heard.setText(facts.transcript().text().isEmpty() ? HeardText.of(facts.transcript(), texts, "turns.heard.nothing")
                : texts.get("turns.quoted", facts.transcript().text()));
            sure.setText(
                facts.transcript().confidence().isPresent() ? texts.get("turns.sure", Math.round(facts.transcript().confidence().getAsDouble() * 100))
                    : facts.transcript().cameAsText() ? texts.get("turns.as-text") : "");
            answered.setText(facts.answer().text().isEmpty() ? texts.get(facts.open().isPresent() ? "turns.answered.pending" : "turns.answered.nothing")
                : facts.answer().text());
            showStages(row);
            interruption.setText(facts.interruption().map(this::describeInterruption).orElse(""));
            Nodes.setShown(interruption, facts.interruption().isPresent());
            toolBox.getChildren().setAll(facts.answer().tools().stream().map(this::toolBox).toList());
            Nodes.setShown(toolBox, !facts.answer().tools().isEmpty());
            showPlay();
            showWaves();
        });
    }

    /// The built-in ones have a name in each language; a person may have made another.
    private String assistant(TurnRecord row) {
        return texts.getOrDefault("models.answerer." + LetterCase.lower(row.assistant()), row.assistant());
    }

    private void showRunning() {
        model.selected().get().filter(row -> row.facts().open().isPresent()).ifPresent(this::showStages);
    }

    private void showStages(TurnRecord row) {
        long now = viewContext.time().nanos();
        TurnFacts facts = row.facts();
        String whole = DurationFormatter.unbroken(TurnWaterfall.sum(TurnWaterfall.stages(facts, now)));
        headline.setText(facts.firstSound().map(took -> texts.get("turns.first-sound", DurationFormatter.unbroken(took), whole))
            .orElseGet(() -> texts.get(facts.open().isPresent() ? "turns.first-sound.pending" : "turns.first-sound.none", whole)));
        toFirstSound.setDisable(facts.firstSound().isEmpty());
        stages.show(row, now, toFirstSound.isSelected() && facts.firstSound().isPresent());
    }

    private String describeInterruption(TurnFacts.Interruption cut) {
        String cause = texts.get("turns.cause." + Texts.keyOf(cut.cause()));
        String sent = DurationFormatter.unbroken(cut.stopSent().minus(cut.detected()));
        return cut.silent()
            .map(silent -> texts.get("turns.interrupted", cause, DurationFormatter.unbroken(cut.detected()), sent,
                DurationFormatter.unbroken(silent.minus(cut.detected()))))
            .orElseGet(() -> texts.get("turns.interrupted.unspoken", cause, DurationFormatter.unbroken(cut.detected()), sent));
    }

    private VBox toolBox(TurnFacts.ToolRun run) {
        Label head = Nodes.label(texts.get(run.failed() ? "turns.tool.failed" : "turns.tool", run.name(), DurationFormatter.millis(run.duration())),
            run.failed() ? "bad-text" : "strong");
        Label what = Nodes.wrappedLabel(
            run.arguments() + "  →  " + run.result() + run.note().map(note -> "\n⚠ " + ProblemReason.text(note, texts.language().locale())).orElse(""),
            "muted");
        VBox box = new VBox(2, Nodes.line(head, Nodes.gap(), Nodes.smallButton(texts.get("turns.tool.json"), () -> showJson(run))), what);
        box.getStyleClass().addAll("well", "tool-run");
        return box;
    }

    /// What was sent to the tool and what it answered, line by line.
    private void showJson(TurnFacts.ToolRun run) {
        Overlay overlay = Overlay.of(toolBox.getScene());
        JsonPane sent = jsonPane(run.arguments(), "turns.tool.sent");
        JsonPane answered = jsonPane(run.result(), "turns.tool.answered");
        overlay.show(new DialogCard(run.name(), Nodes.label(texts.get("turns.tool.sent"), "caption"), sent,
            Nodes.label(texts.get("turns.tool.answered"), "caption"), answered)
            .withButtons(DialogCard.button(texts.get("close"), overlay::dismiss)), () -> {
                sent.close();
                answered.close();
            });
    }

    private JsonPane jsonPane(String json, String name) {
        JsonPane pane = new JsonPane(texts, viewContext.pump(), texts.get(name));
        pane.setPrefHeight(JSON_HEIGHT);
        pane.show(SecretMasker.mask(json), true);
        return pane;
    }

    private void showWaves() {
        showWave(heardWave, sound(TurnRecord::userAudio), "turns.wave.heard");
        showWave(saidWave, sound(TurnRecord::answerAudio), "turns.wave.said");
    }

    private void showWave(WaveformPane pane, Optional<PcmAudio> sound, String what) {
        Nodes.setShown(pane, sound.isPresent());
        sound.ifPresent(pcm -> {
            pane.paint(new SoundWaveform(pcm, WaveformPane.columns(pane.getWidth() - pane.snappedLeftInset() - pane.snappedRightInset())));
            pane.setAccessibleText(texts.get(what, String.format(Locale.ROOT, "%.1f", pcm.duration().toMillis() / 1000.0)));
        });
    }

    private void showPlay() {
        boolean playing = model.playing().get();
        playHeard.setText(texts.get(playing ? "turns.stop" : "turns.play.heard"));
        playSaid.setText(texts.get(playing ? "turns.stop" : "turns.play.said"));
        playHeard.setDisable(!playing && sound(TurnRecord::userAudio).isEmpty());
        playSaid.setDisable(!playing && sound(TurnRecord::answerAudio).isEmpty());
    }

    private void showTrends(List<TurnsViewModel.Trend> now) {
        trends.getChildren().setAll(now.stream().map(trend -> new TrendCard(trend, texts)).toList());
    }

    private void save() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(texts.get("turns.save"));
        Optional.ofNullable(chooser.showDialog(root.getScene().getWindow())).flatMap(folder -> PickedFile.path(folder, viewContext.notifier()))
            .ifPresent(this::save);
    }

    private void save(Path folder) {
        try {
            viewContext.notifier().show(Severity.INFO, "turn saved",
                texts.get("turns.saved", TurnExporter.write(model.selected().get().orElseThrow(), folder).toString()));
        } catch (IOException | ProblemException e) {
            showFailedSave(viewContext.notifier(), folder, e);
        }
    }
}
