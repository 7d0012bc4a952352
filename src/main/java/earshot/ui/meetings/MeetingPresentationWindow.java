package earshot.ui.meetings;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.device.DeviceModel;
import earshot.id.DeviceId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.ui.kit.LevelMeter;
import earshot.ui.kit.LevelMeterViewModel;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.ViewContext;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Subscription;

/// Full-screen presentation of a meeting for a room: state, time, the newest sentences and the levels, readable from ten
/// meters. Esc and F11 close it.
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

    private final Label title = Nodes.label("", "stage-title");
    private final StatePill state = new StatePill();
    private final Label elapsed = Nodes.label("", "stage-time");
    private final VBox sentences = new VBox();
    private final VBox meters = new VBox();
    private final List<LevelMeterViewModel> levelMeters = new ArrayList<>();
    private List<DeviceId> meteredDevices = List.of();

    MeetingPresentationWindow(ViewContext viewContext, MeetingViewModel model, MeetingFormatter formatter) {
        this.viewContext = viewContext;
        this.model = model;
        this.formatter = formatter;
    }

    /// @param owner the scene of the console: gives theme and screen
    void open(Scene owner) {
        close();
        Rectangle2D screen = Screen.getScreensForRectangle(owner.getWindow().getX(), owner.getWindow().getY(), 1, 1).stream().findFirst()
            .orElse(Screen.getPrimary()).getBounds();
        BorderPane root = new BorderPane(sentencePane(), head(), null, foot(), null);
        root.setId("stage-view");
        root.getStyleClass().addAll("roles", "stage-view");
        owner.getRoot().getStyleClass().stream().filter(name -> name.equals("dark") || name.equals("light")).forEach(root.getStyleClass()::add);
        Scene scene = new Scene(root, screen.getWidth(), screen.getHeight(), Color.BLACK);
        scene.getStylesheets().addAll(owner.getStylesheets());
        scene.heightProperty()
            .subscribe(high -> root.setStyle("-fx-font-size: " + Math.clamp(high.doubleValue() / LETTERS, 18, 120) + "px; " + owner.getRoot().getStyle()));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ESCAPE || key.getCode() == KeyCode.F11) {
                key.consume();
                close();
            }
        });
        Stage stage = fullScreenStage(screen);
        stage.initOwner(owner.getWindow());
        stage.setScene(scene);
        window = Optional.of(stage);
        subscription = Subscription.combine(model.state().subscribe(_ -> show()), model.running().subscribe((_, _) -> show()),
            model.now().subscribe((_, _) -> showTime()));
        stage.show();
    }

    private HBox head() {
        title.setMinWidth(0);
        HBox head = new HBox(Nodes.grow(title), state, Nodes.uncut(elapsed));
        head.getStyleClass().add("stage-head");
        return head;
    }

    private StackPane sentencePane() {
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
        return sentencePane;
    }

    private HBox foot() {
        meters.getStyleClass().add("stage-meters");
        HBox foot = new HBox(Nodes.grow(meters), Nodes.uncut(Nodes.label(viewContext.texts().get("meetings.stage.leave"), "stage-leave")));
        foot.setAlignment(Pos.BOTTOM_LEFT);
        foot.getStyleClass().add("stage-foot");
        return foot;
    }

    private Stage fullScreenStage(Rectangle2D screen) {
        Stage stage = new Stage();
        stage.setTitle(viewContext.texts().get("meetings.stage"));
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
        return stage;
    }

    void close() {
        window.ifPresent(Stage::close);
        windowClosed();
    }

    private void windowClosed() {
        window = Optional.empty();
        subscription.unsubscribe();
        subscription = Subscription.EMPTY;
        showMeters(List.of());
    }

    private void show() {
        Optional<MeetingTranscript> transcript = model.transcript();
        Optional<Meeting> meeting = model.meeting();
        meeting.ifPresent(of -> {
            title.setText(formatter.title(of));
            formatter.showState(of, state);
        });
        List<MeetingSentence> segments = transcript.map(MeetingTranscript::countedSentences).orElse(List.of());
        List<MeetingSentence> last = segments.subList(Math.max(0, segments.size() - SENTENCES), segments.size());
        sentences.getChildren()
            .setAll(last.stream().map(meetingSentence -> sentence(transcript.orElseThrow(), meetingSentence, meetingSentence == last.getLast())).toList());
        if (last.isEmpty()) {
            sentences.getChildren().setAll(Nodes.wrappedLabel(viewContext.texts().get(formatter.silent(meeting, model.running().get())), "stage-old"));
        }
        showMeters(meeting.filter(Meeting::running).flatMap(_ -> model.running().get()).map(LiveMeetingStatus::present).orElse(List.of()));
        showTime();
    }

    private VBox sentence(MeetingTranscript of, MeetingSentence meetingSentence, boolean newest) {
        String pending = meetingSentence.status() == MeetingSentence.Status.PENDING ? " · " + viewContext.texts().get("meetings.line.pending") : "";
        return new VBox(Nodes.label(formatter.speaker(of, meetingSentence.speaker()) + pending, "stage-who"),
            Nodes.wrappedLabel(meetingSentence.text(), newest ? "stage-new" : "stage-old"));
    }

    private void showTime() {
        model.meeting().ifPresent(of -> elapsed.setText(MeetingFormatter.clock(of.duration(model.now().get()))));
    }

    private void showMeters(List<DeviceId> present) {
        if (present.equals(meteredDevices)) {
            return;
        }
        meteredDevices = present;
        levelMeters.forEach(LevelMeterViewModel::stop);
        levelMeters.clear();
        meters.getChildren().clear();
        for (DeviceId id : present) {
            viewContext.model().devices().get().stream().filter(device -> device.id().equals(id)).findFirst().ifPresent(this::addMeter);
        }
    }

    private void addMeter(DeviceModel device) {
        LevelMeterViewModel meter = new LevelMeterViewModel(viewContext.pump(), viewContext.time(), device.levelIn(), LevelMeterViewModel.CALM);
        LevelMeter bar = new LevelMeter(false);
        Label name = Nodes.label(formatter.device(device.id()), "stage-device");
        HBox row = new HBox(name, Nodes.grow(bar));
        row.getStyleClass().add("stage-meter");
        Runnable paint = () -> bar.show(meter.displayLevel().get(), meter.peak().get(), meter.clipped(), device.threshold().get(),
            name.getText() + " " + Math.round(Math.max(AudioLevel.FLOOR_DB, meter.displayLevel().get())) + " dB");
        meter.displayLevel().subscribe(_ -> paint.run());
        meter.start();
        levelMeters.add(meter);
        meters.getChildren().add(row);
    }
}
