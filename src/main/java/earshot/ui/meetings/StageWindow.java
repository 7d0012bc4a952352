package earshot.ui.meetings;

import earshot.audio.Level;
import earshot.device.DeviceModel;
import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.ui.part.Desk;
import earshot.ui.part.LevelMeter;
import earshot.ui.part.Meter;
import earshot.ui.part.Pill;
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
final class StageWindow {
    /// Number of sentences laid out; the oldest are cut off at the upper edge.
    private static final int SENTENCES = 8;
    /// Height of the window divided by its font size.
    private static final double LETTERS = 19;

    private final Desk desk;
    private final MeetingPage model;
    private final MeetingWords words;
    private Optional<Stage> window = Optional.empty();
    private Subscription held = Subscription.EMPTY;

    private final Label title = new Label();
    private final Pill state = new Pill();
    private final Label elapsed = new Label();
    private final VBox sentences = new VBox();
    private final VBox meters = new VBox();
    private final List<Meter> moving = new ArrayList<>();
    private List<String> metered = List.of();

    StageWindow(Desk desk, MeetingPage model, MeetingWords words) {
        this.desk = desk;
        this.model = model;
        this.words = words;
    }

    /// @param owner the scene of the console: gives theme and screen
    void open(Scene over) {
        close();
        BorderPane root = new BorderPane();
        root.setId("stage-view");
        root.getStyleClass().addAll("roles", "stage-view");
        over.getRoot().getStyleClass().stream().filter(name -> name.equals("dark") || name.equals("light")).forEach(root.getStyleClass()::add);
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
        StackPane paper = new StackPane(sentences);
        StackPane.setAlignment(sentences, Pos.BOTTOM_LEFT);
        paper.setMinHeight(0);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(paper.widthProperty());
        clip.heightProperty().bind(paper.heightProperty());
        paper.setClip(clip);
        root.setCenter(paper);
        meters.getStyleClass().add("stage-meters");
        Label leave = new Label(desk.texts().get("meetings.stage.leave"));
        leave.getStyleClass().add("stage-leave");
        leave.setMinWidth(Region.USE_PREF_SIZE);
        HBox foot = new HBox(meters, leave);
        HBox.setHgrow(meters, Priority.ALWAYS);
        foot.setAlignment(Pos.BOTTOM_LEFT);
        foot.getStyleClass().add("stage-foot");
        root.setBottom(foot);

        Rectangle2D screen = Screen.getScreensForRectangle(over.getWindow().getX(), over.getWindow().getY(), 1, 1).stream().findFirst().orElse(Screen.getPrimary()).getBounds();
        Scene scene = new Scene(root, screen.getWidth(), screen.getHeight(), Color.BLACK);
        scene.getStylesheets().addAll(over.getStylesheets());
        scene.heightProperty().subscribe(high -> root.setStyle("-fx-font-size: " + Math.clamp(high.doubleValue() / LETTERS, 18, 120) + "px;"));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE || key.getCode() == KeyCode.F11) {
                key.consume();
                close();
            }
        });
        Stage stage = new Stage();
        stage.initOwner(over.getWindow());
        stage.setTitle(desk.texts().get("meetings.stage"));
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
        stage.setOnHidden(_ -> release());
        window = Optional.of(stage);
        held = Subscription.combine(model.state().subscribe(_ -> show()), model.running().subscribe((_, _) -> show()), model.now().subscribe((_, _) -> showTime()));
        stage.show();
    }

    void close() {
        window.ifPresent(Stage::close);
        release();
    }

    private void release() {
        window = Optional.empty();
        held.unsubscribe();
        held = Subscription.EMPTY;
        moving.forEach(Meter::release);
        moving.clear();
        meters.getChildren().clear();
        metered = List.of();
    }

    private void show() {
        Optional<Transcript> transcript = model.transcript();
        Optional<Meeting> meeting = model.meeting();
        meeting.ifPresent(of -> {
            title.setText(words.title(of));
            state.show(words.state(of), MeetingWords.shape(of), MeetingWords.tone(of));
        });
        List<Segment> said = transcript.map(Transcript::counting).orElse(List.of());
        List<Segment> last = said.subList(Math.max(0, said.size() - SENTENCES), said.size());
        sentences.getChildren().setAll(last.stream().map(segment -> sentence(transcript.orElseThrow(), segment, segment == last.getLast())).toList());
        if (last.isEmpty()) {
            Label nothing = new Label(desk.texts().get(meeting.filter(Meeting::running).isPresent() ? "meetings.page.silent" : "meetings.page.silence"));
            nothing.getStyleClass().add("stage-old");
            nothing.setWrapText(true);
            sentences.getChildren().setAll(nothing);
        }
        meter(meeting.filter(Meeting::running).flatMap(_ -> model.running().get()).map(running -> running.present()).orElse(List.of()));
        showTime();
    }

    private VBox sentence(Transcript of, Segment segment, boolean newest) {
        Label who = new Label(words.speaker(of, segment.speaker()) + (segment.status() == Segment.Status.PENDING ? " · " + desk.texts().get("meetings.line.pending") : ""));
        who.getStyleClass().add("stage-who");
        Label text = new Label(segment.text());
        text.getStyleClass().add(newest ? "stage-new" : "stage-old");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(who, text);
    }

    private void showTime() {
        model.meeting().ifPresent(of -> elapsed.setText(MeetingWords.clock(of.duration(model.now().get()))));
    }

    private void meter(List<String> present) {
        if (present.equals(metered)) {
            return;
        }
        metered = present;
        moving.forEach(Meter::release);
        moving.clear();
        meters.getChildren().clear();
        for (String id : present) {
            desk.model().devices().get().stream().filter(device -> device.id().equals(id)).findFirst().ifPresent(this::meter);
        }
    }

    private void meter(DeviceModel device) {
        Meter meter = new Meter(desk.pump(), desk.time(), device.levelIn());
        LevelMeter bar = new LevelMeter(false);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Label name = new Label(words.device(device.id()));
        name.getStyleClass().add("stage-device");
        HBox row = new HBox(name, bar);
        row.getStyleClass().add("stage-meter");
        Runnable paint = () -> bar.show(meter.shown().get(), meter.peak().get(), meter.lamp(), device.threshold().get(),
            name.getText() + " " + Math.round(Math.max(Level.FLOOR_DB, meter.shown().get())) + " dB");
        meter.shown().subscribe(_ -> paint.run());
        meter.hold();
        moving.add(meter);
        meters.getChildren().add(row);
    }
}
