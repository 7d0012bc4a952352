package earshot.ui.turns;

import earshot.audio.PcmAudio;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.Severity;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.Focus;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.Subscription;
import org.controlsfx.control.textfield.CustomTextField;

/// Binds the list of turns and the selected turn.
final class TurnsController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final TurnsViewModel model;
    private Subscription subscription = Subscription.EMPTY;
    private boolean updatingSelection;

    @FXML private SplitPane root;
    @FXML private CustomTextField filter;
    @FXML private Label count;
    @FXML private ListView<TurnRecord> list;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyWhat;
    @FXML private Button emptyDo;
    @FXML private ScrollPane detail;
    @FXML private Label title;
    @FXML private Label parts;
    @FXML private Label heard;
    @FXML private Label sure;
    @FXML private Label answered;
    @FXML private Button playHeard;
    @FXML private Button playSaid;
    @FXML private Button save;
    @FXML private Button forget;
    @FXML private Button device;
    @FXML private VBox waterfall;
    @FXML private Label interruption;
    @FXML private VBox toolBox;
    @FXML private HBox trends;

    TurnsController(ViewContext viewContext, TurnsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        filter.textProperty().bindBidirectional(model.filter());
        list.setItems(model.rows());
        list.setCellFactory(_ -> new TurnListCell(viewContext::texts));
        list.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !updatingSelection) {
                model.select(row);
            }
        });
        ListChangeListener<TurnRecord> changed = _ -> showRows();
        model.rows().addListener(changed);
        subscription = Subscription.combine(() -> model.rows().removeListener(changed), model.selected().subscribe(this::showTurn), model.trends().subscribe(this::showTrends),
            model.playing().subscribe((_, _) -> showPlay()));
        playHeard.setOnAction(_ -> model.play(sound(TurnRecord::userAudio)));
        playSaid.setOnAction(_ -> model.play(sound(TurnRecord::answerAudio)));
        save.setOnAction(_ -> save());
        forget.setOnAction(_ -> model.deleteSounds());
        device.setOnAction(_ -> model.selected().get().ifPresent(row -> viewContext.navigate().accept(NavigationTarget.of("devices", row.deviceId()))));
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.SPACE && event.getTarget() == list) {
                playHeard.fire();
                event.consume();
            }
        });
        showRows();
        showTrends();
    }

    private Optional<PcmAudio> sound(java.util.function.Function<TurnRecord, Optional<PcmAudio>> which) {
        return model.selected().get().flatMap(which);
    }

    private void showRows() {
        count.setText(texts.get("turns.count", model.rows().size(), model.all()));
        boolean nothing = model.rows().isEmpty();
        boolean filtered = model.all() > 0;
        empty.setVisible(nothing);
        empty.setManaged(nothing);
        list.setVisible(!nothing);
        list.setManaged(!nothing);
        emptyTitle.setText(texts.get(filtered ? "turns.empty.filtered" : "turns.empty"));
        emptyWhat.setText(texts.get(filtered ? "turns.empty.filtered.what" : "turns.empty.what"));
        emptyDo.setText(texts.get(filtered ? "timeline.filter.clear" : "turns.empty.do"));
        emptyDo.setOnAction(_ -> {
            if (filtered) {
                model.filter().set("");
            } else {
                model.startTestDevice();
            }
        });
    }

    private void showTurn(Optional<TurnRecord> selected) {
        detail.setVisible(selected.isPresent());
        selected.ifPresent(row -> {
            updatingSelection = true;
            list.getSelectionModel().select(row);
            updatingSelection = false;
            TurnFacts facts = row.facts();
            title.setText(TurnListCell.CLOCK.format(facts.at()) + "  " + row.device() + "  ·  " + texts.get("turns.outcome." + facts.outcome().name().toLowerCase(Locale.ROOT)));
            parts.setText(String.join("  ·  ", java.util.stream.Stream.of(row.assistant(), facts.answer().model().orElse(""), facts.transcript().recognizer(), row.voice()).filter(name -> !name.isBlank()).toList()));
            heard.setText(facts.transcript().text().isEmpty() ? texts.get("turns.heard.nothing") : texts.get("turns.quoted", facts.transcript().text()));
            sure.setText(facts.transcript().confidence().isPresent() ? texts.get("turns.sure", Math.round(facts.transcript().confidence().getAsDouble() * 100)) : "");
            answered.setText(facts.answer().text().isEmpty() ? texts.get("turns.answered.nothing") : facts.answer().text());
            waterfall.getChildren().setAll(TurnWaterfall.create(facts, texts, viewContext.navigate()));
            interruption.setText(facts.interruption().map(this::describeInterruption).orElse(""));
            interruption.setVisible(facts.interruption().isPresent());
            interruption.setManaged(interruption.isVisible());
            toolBox.getChildren().setAll(facts.answer().tools().stream().map(this::toolBox).toList());
            toolBox.setManaged(!facts.answer().tools().isEmpty());
            toolBox.setVisible(!facts.answer().tools().isEmpty());
            showPlay();
        });
    }

    private String describeInterruption(TurnFacts.Interruption cut) {
        String cause = texts.get("turns.cause." + cut.cause().name().toLowerCase(Locale.ROOT));
        String sent = DurationFormatter.millis(cut.stopSent().minus(cut.detected()));
        return cut.silent().map(silent -> texts.get("turns.interrupted", cause, DurationFormatter.millis(cut.detected()), sent, DurationFormatter.millis(silent.minus(cut.detected()))))
            .orElseGet(() -> texts.get("turns.interrupted.unspoken", cause, DurationFormatter.millis(cut.detected()), sent));
    }

    private VBox toolBox(TurnFacts.ToolRun run) {
        Label head = new Label(texts.get(run.failed() ? "turns.tool.failed" : "turns.tool", run.name(), DurationFormatter.millis(run.duration())));
        head.getStyleClass().add(run.failed() ? "bad-text" : "strong");
        Label what = new Label(run.arguments() + "  →  " + run.result() + run.note().map(note -> "\n⚠ " + note).orElse(""));
        what.getStyleClass().add("muted");
        what.setWrapText(true);
        VBox box = new VBox(2, head, what);
        box.getStyleClass().addAll("well", "tool-run");
        return box;
    }

    private void showPlay() {
        boolean playing = model.playing().get();
        playHeard.setText(texts.get(playing ? "turns.stop" : "turns.play.heard"));
        playSaid.setText(texts.get(playing ? "turns.stop" : "turns.play.said"));
        playHeard.setDisable(!playing && sound(TurnRecord::userAudio).isEmpty());
        playSaid.setDisable(!playing && sound(TurnRecord::answerAudio).isEmpty());
    }

    private void showTrends() {
        trends.getChildren().setAll(model.trends().get().stream().map(trend -> new TrendCard(trend, texts)).toList());
    }

    private void save() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(texts.get("turns.save"));
        File folder = chooser.showDialog(root.getScene().getWindow());
        if (folder == null) {
            return;
        }
        try {
            viewContext.notifier().show(Severity.INFO, "turn saved", texts.get("turns.saved", TurnExporter.write(model.selected().get().orElseThrow(), folder.toPath()).toString()));
        } catch (IOException e) {
            viewContext.notifier().showProblem(Problem.of(ProblemCode.STORE_FAILED, e.toString()));
        } catch (ProblemException e) {
            viewContext.notifier().showProblem(e.problem());
        }
    }

    void focusFilter() {
        Focus.selectAll(filter);
    }

    boolean escape() {
        if (model.filter().get().isEmpty()) {
            return false;
        }
        model.filter().set("");
        return true;
    }

    void close() {
        subscription.unsubscribe();
        list.setItems(null);
        filter.textProperty().unbindBidirectional(model.filter());
    }
}
