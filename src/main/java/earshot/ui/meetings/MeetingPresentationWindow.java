package earshot.ui.meetings;

import earshot.audio.AudioLevel;
import earshot.device.DeviceModel;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.ui.kit.LevelMeter;
import earshot.ui.kit.LevelMeterViewModel;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.ViewContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Subscription;

/// Full-screen presentation of a meeting for a room: state, time, the newest sentences and the levels, readable from ten
/// metres. Esc and F11 close it.
final class MeetingPresentationWindow {
    /// Number of sentences laid out; the oldest are cut off at the upper edge.
    private static final int SENTENCES = 8;
    /// Height of the window divided by its font size.
    private static final double LETTERS = 19;

    private final ViewContext viewContext;
    private final MeetingViewModel model;
    private final MeetingFormatter formatter;
    private Optional<Stage> window = Optional.empty();
    private Subscription subscription = Subscription.EMPTY;

    private final Label title = new Label();
    private final StatePill state = new StatePill();
    private final Label elapsed = new Label();
    private final VBox sentences = new VBox();
    private final VBox meters = new VBox();
    private final List<LevelMeterViewModel> levelMeters = new ArrayList<>();
    private List<String> meteredDevices = List.of();

    MeetingPresentationWindow(ViewContext viewContext, MeetingViewModel model, MeetingFormatter formatter) {
        this.viewContext = viewContext;
        this.model = model;
        this.formatter = formatter;
    }

    /// @param owner the scene of the console: gives theme and screen
    void open(Scene owner) {
        close();
        BorderPane root = new BorderPane();
        root.setId("stage-view");
        root.getStyleClass().addAll("roles", "stage-view");
        owner.getRoot().getStyleClass().stream().filter(name -> name.equals("dark") || name.equals("light")).forEach(root.getStyleClass()::add);
        title.getStyleClass().setAll("label", "stage-title");
        elapsed.getStyleClass().setAll("label", "stage-time");
        title.setMinWidth(0);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        elapsed.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(title, state, elapsed);
        head.getStyleClass().add("stage-head");
        root.setTop(head);
        sentences.getStyleClass().add("stage-sentences");
        sentences.setAlignment(Pos.BOTTOM_LEFT);
        sentences.setMaxHeight(Region.USE_PREF_SIZE);
        sentences.setMinHeight(Region.USE_PREF_SIZE);
        StackPane sentencePane = new StackPane(sentences);
        StackPane.setAlignment(sentences, Pos.BOTTOM_LEFT);
        sentencePane.setMinHeight(0);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(sentencePane.widthProperty());
        clip.heightProperty().bind(sentencePane.heightProperty());
        sentencePane.setClip(clip);
        root.setCenter(sentencePane);
        meters.getStyleClass().add("stage-meters");
        Label leave = new Label(viewContext.texts().get("meetings.stage.leave"));
        leave.getStyleClass().add("stage-leave");
        leave.setMinWidth(Region.USE_PREF_SIZE);
        HBox foot = new HBox(meters, leave);
        HBox.setHgrow(meters, Priority.ALWAYS);
        foot.setAlignment(Pos.BOTTOM_LEFT);
        foot.getStyleClass().add("stage-foot");
        root.setBottom(foot);

        Rectangle2D screen = Screen.getScreensForRectangle(owner.getWindow().getX(), owner.getWindow().getY(), 1, 1).stream().findFirst().orElse(Screen.getPrimary()).getBounds();
        Scene scene = new Scene(root, screen.getWidth(), screen.getHeight(), Color.BLACK);
        scene.getStylesheets().addAll(owner.getStylesheets());
        scene.heightProperty().subscribe(high -> root.setStyle("-fx-font-size: " + Math.clamp(high.doubleValue() / LETTERS, 18, 120) + "px;"));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE || key.getCode() == KeyCode.F11) {
                key.consume();
                close();
            }
        });
        Stage stage = new Stage();
        stage.initOwner(owner.getWindow());
        stage.setTitle(viewContext.texts().get("meetings.stage"));
        stage.setScene(scene);
        stage.setX(screen.getMinX());
        stage.setY(screen.getMinY());
        stage.setWidth(screen.getWidth());
        stage.setHeight(screen.getHeight());
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreen(true);
        // JavaFX keeps the last full-screen window, and so its owner, reachable until full screen is switched off
        stage.setOnHiding(_ -> stage.setFullScreen(false));
        stage.setOnHidden(_ -> windowClosed());
        window = Optional.of(stage);
        subscription = Subscription.combine(model.state().subscribe(_ -> show()), model.running().subscribe((_, _) -> show()), model.now().subscribe((_, _) -> showTime()));
        stage.show();
    }

    void close() {
        window.ifPresent(Stage::close);
        windowClosed();
    }

    private void windowClosed() {
        window = Optional.empty();
        subscription.unsubscribe();
        subscription = Subscription.EMPTY;
        levelMeters.forEach(LevelMeterViewModel::stop);
        levelMeters.clear();
        meters.getChildren().clear();
        meteredDevices = List.of();
    }

    private void show() {
        Optional<MeetingTranscript> transcript = model.transcript();
        Optional<Meeting> meeting = model.meeting();
        meeting.ifPresent(of -> {
            title.setText(formatter.title(of));
            state.show(formatter.state(of), MeetingFormatter.shape(of), MeetingFormatter.tone(of));
        });
        List<MeetingSentence> segments = transcript.map(MeetingTranscript::countedSentences).orElse(List.of());
        List<MeetingSentence> last = segments.subList(Math.max(0, segments.size() - SENTENCES), segments.size());
        sentences.getChildren().setAll(last.stream().map(meetingSentence -> sentence(transcript.orElseThrow(), meetingSentence, meetingSentence == last.getLast())).toList());
        if (last.isEmpty()) {
            Label nothing = new Label(viewContext.texts().get(meeting.filter(Meeting::running).isPresent() ? "meetings.page.silent" : "meetings.page.silence"));
            nothing.getStyleClass().add("stage-old");
            nothing.setWrapText(true);
            sentences.getChildren().setAll(nothing);
        }
        showMeters(meeting.filter(Meeting::running).flatMap(_ -> model.running().get()).map(liveMeetingStatus -> liveMeetingStatus.present()).orElse(List.of()));
        showTime();
    }

    private VBox sentence(MeetingTranscript of, MeetingSentence meetingSentence, boolean newest) {
        Label speakerLabel = new Label(formatter.speaker(of, meetingSentence.speaker()) + (meetingSentence.status() == MeetingSentence.Status.PENDING ? " · " + viewContext.texts().get("meetings.line.pending") : ""));
        speakerLabel.getStyleClass().add("stage-who");
        Label text = new Label(meetingSentence.text());
        text.getStyleClass().add(newest ? "stage-new" : "stage-old");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(speakerLabel, text);
    }

    private void showTime() {
        model.meeting().ifPresent(of -> elapsed.setText(MeetingFormatter.clock(of.duration(model.now().get()))));
    }

    private void showMeters(List<String> present) {
        if (present.equals(meteredDevices)) {
            return;
        }
        meteredDevices = present;
        levelMeters.forEach(LevelMeterViewModel::stop);
        levelMeters.clear();
        meters.getChildren().clear();
        for (String id : present) {
            viewContext.model().devices().get().stream().filter(device -> device.id().equals(id)).findFirst().ifPresent(this::showMeters);
        }
    }

    private void showMeters(DeviceModel device) {
        LevelMeterViewModel meter = new LevelMeterViewModel(viewContext.pump(), viewContext.time(), device.levelIn());
        LevelMeter bar = new LevelMeter(false);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Label name = new Label(formatter.device(device.id()));
        name.getStyleClass().add("stage-device");
        HBox row = new HBox(name, bar);
        row.getStyleClass().add("stage-meter");
        Runnable paint = () -> bar.show(meter.displayLevel().get(), meter.peak().get(), meter.clipped(), device.threshold().get(),
            name.getText() + " " + Math.round(Math.max(AudioLevel.FLOOR_DB, meter.displayLevel().get())) + " dB");
        meter.displayLevel().subscribe(_ -> paint.run());
        meter.start();
        levelMeters.add(meter);
        meters.getChildren().add(row);
    }
}
