package earshot.ui.settings;

import earshot.ui.part.Ask;
import earshot.ui.part.Desk;
import earshot.ui.part.Texts;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.util.Subscription;
import org.controlsfx.control.decoration.Decoration;
import org.controlsfx.control.decoration.StyleClassDecoration;
import org.controlsfx.validation.Severity;
import org.controlsfx.validation.ValidationMessage;
import org.controlsfx.validation.ValidationResult;
import org.controlsfx.validation.ValidationSupport;
import org.controlsfx.validation.decoration.AbstractValidationDecoration;

/// Binds the settings' nodes to their view model.
final class SettingsController {
    private final Desk desk;
    private final Texts texts;
    private final SettingsViewModel model;
    private final ValidationSupport validation = new ValidationSupport();
    private Subscription held = Subscription.EMPTY;

    @FXML private ScrollPane root;
    @FXML private TextField noVoice;
    @FXML private Label noVoiceWrong;
    @FXML private TextField grace;
    @FXML private Label graceWrong;
    @FXML private Label silent;
    @FXML private Label countdowns;
    @FXML private Button apply;
    @FXML private Button discard;
    @FXML private Label saved;
    @FXML private TextField minSilence;
    @FXML private Label minSilenceWrong;
    @FXML private TextField longestTurn;
    @FXML private Label longestTurnWrong;
    @FXML private TextField vadMode;
    @FXML private Label vadModeWrong;
    @FXML private TextField gate;
    @FXML private Label gateWrong;
    @FXML private Button applyHearing;
    @FXML private Button discardHearing;
    @FXML private Label savedHearing;
    @FXML private Label serving;
    @FXML private TextField port;
    @FXML private Label portWrong;
    @FXML private TextField httpPort;
    @FXML private Label httpPortWrong;
    @FXML private Button openOnPorts;
    @FXML private Label restartFacts;
    @FXML private Button restart;
    @FXML private ProgressBar progress;
    @FXML private Label restartLine;

    SettingsController(Desk desk, SettingsViewModel model) {
        this.desk = desk;
        this.model = model;
        texts = desk.texts();
    }

    @FXML
    private void initialize() {
        validation.setValidationDecorator(new RedBorder());
        held = Subscription.combine(
            bind(model.noVoice(), noVoice, noVoiceWrong),
            bind(model.grace(), grace, graceWrong),
            bind(model.port(), port, portWrong),
            bind(model.httpPort(), httpPort, httpPortWrong),
            bind(model.minSilence(), minSilence, minSilenceWrong),
            bind(model.longestTurn(), longestTurn, longestTurnWrong),
            bind(model.vadMode(), vadMode, vadModeWrong),
            bind(model.gate(), gate, gateWrong),
            bind(model.timers(), apply, discard, saved),
            bind(model.hearing(), applyHearing, discardHearing, savedHearing),
            model.restartLine().subscribe(this::showRestart));
        silent.textProperty().bind(model.silent());
        countdowns.textProperty().bind(model.countdowns());
        serving.textProperty().bind(model.serving());
        openOnPorts.disableProperty().bind(model.doorsChanged().not());
        openOnPorts.setOnAction(_ -> Ask.before(root.getScene(), texts.get("settings.ports.ask"), model.restartFacts(), texts.get("settings.ports.open"), texts.get("cancel"),
            () -> model.openOnPorts().ifPresent(this::focus)));
        restart.setOnAction(_ -> Ask.before(root.getScene(), texts.get("settings.restart.ask"), model.restartFacts(), texts.get("settings.restart.verb"), texts.get("cancel"), model::restart));
        showRestart();
    }

    /// The text of a wrong value stands below its field.
    private Subscription bind(Field field, TextField control, Label wrong) {
        control.textProperty().bindBidirectional(field.text());
        validation.registerValidator(control, false, (Control c, String _) -> ValidationResult.fromMessageIf(c, field.wrong().get().orElse(""), Severity.ERROR, field.wrong().get().isPresent()));
        return Subscription.combine(
            () -> control.textProperty().unbindBidirectional(field.text()),
            field.wrong().subscribe(why -> {
                wrong.setText(why.orElse(""));
                wrong.setVisible(why.isPresent());
                wrong.setManaged(why.isPresent());
            }));
    }

    private Subscription bind(FieldGroup group, Button apply, Button discard, Label saved) {
        saved.textProperty().bind(group.saved());
        apply.setOnAction(_ -> group.apply().ifPresent(this::focus));
        discard.setOnAction(_ -> group.discard());
        return group.changes().subscribe(count -> {
            int changes = count.intValue();
            apply.setText(texts.get(changes == 0 ? "settings.apply.none" : changes == 1 ? "settings.apply.one" : "settings.apply", changes));
            apply.setDisable(changes == 0);
            discard.setDisable(changes == 0);
        });
    }

    private void showRestart() {
        RestartLine line = model.restartLine().get();
        restart.setDisable(line.running());
        progress.setVisible(line.running());
        progress.setManaged(line.running());
        progress.setProgress(line.done());
        restartLine.setText(line.words());
        restartLine.getStyleClass().removeAll("bad-text", "ok-text");
        if (!line.running() && !line.words().isEmpty()) {
            restartLine.getStyleClass().add(line.failure().isPresent() ? "bad-text" : "ok-text");
        }
    }

    void focus(Field field) {
        Map<String, TextField> controls = Map.of(model.noVoice().key(), noVoice, model.grace().key(), grace, model.port().key(), port, model.httpPort().key(), httpPort,
            model.minSilence().key(), minSilence, model.longestTurn().key(), longestTurn, model.vadMode().key(), vadMode, model.gate().key(), gate);
        Optional.ofNullable(controls.get(field.key())).ifPresent(control -> Platform.runLater(() -> {
            reveal(control);
            control.requestFocus();
            control.selectAll();
        }));
    }

    private void reveal(TextField control) {
        double top = root.getContent().sceneToLocal(control.localToScene(0, 0)).getY();
        double hidden = root.getContent().getLayoutBounds().getHeight() - root.getViewportBounds().getHeight();
        double middle = root.getViewportBounds().getHeight() / 2;
        root.setVvalue(hidden <= 0 ? 0 : Math.clamp((top - middle) / hidden, 0, 1));
    }

    void close() {
        held.unsubscribe();
    }

    /// A wrong field has a red border; its message stands below it, so that nothing hovers.
    private static final class RedBorder extends AbstractValidationDecoration {
        @Override
        protected java.util.Collection<Decoration> createValidationDecorations(ValidationMessage message) {
            return java.util.List.of(new StyleClassDecoration("wrong"));
        }

        @Override
        protected java.util.Collection<Decoration> createRequiredDecorations(Control target) {
            return java.util.List.of();
        }
    }
}
