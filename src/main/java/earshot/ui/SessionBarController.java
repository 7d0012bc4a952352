package earshot.ui;

import module java.base;

import earshot.capture.RecordedFault;
import earshot.engine.RecordedSession;
import earshot.engine.RecordedSession.SoundRequest;
import earshot.fault.ActiveFault;
import earshot.time.Time;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.SessionPlayer;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.watch.WatchSubscription;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.VBox;

/// Binds the bar below the title of a window over a session file: the moment that is shown, what is heard from there on, and what is missing in the file.
final class SessionBarController extends ViewController {
    private static final int MOST_FAULTS = 12;
    private static final Duration STEP = Duration.ofMillis(200);

    private final ViewContext viewContext;
    private final Time time;
    private final Texts texts;
    private Optional<SessionPlayer> player = Optional.empty();
    private WatchSubscription following = () -> { };
    private boolean updating;

    @FXML private VBox sessionBar;
    @FXML private Button sessionPlay;
    @FXML private Label sessionBegan;
    @FXML private Slider sessionPosition;
    @FXML private Label sessionEnded;
    @FXML private Label sessionAt;
    @FXML private VBox sessionNotes;

    SessionBarController(ViewContext viewContext) {
        this.viewContext = viewContext;
        time = viewContext.pump().time();
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        Nodes.setShown(sessionBar, viewContext.recorded());
        viewContext.model().recordedSession().ifPresent(this::show);
    }

    private void show(RecordedSession session) {
        SessionPlayer sounds = new SessionPlayer(viewContext, session);
        player = Optional.of(sounds);
        sessionBegan.setText(TimeFormatter.CLOCK.format(session.began()));
        sessionEnded.setText(TimeFormatter.CLOCK.format(session.ended()));
        sessionPosition.setMax(Math.max(0.001, seconds(Duration.between(session.began(), session.ended()))));
        sessionPosition.valueProperty().subscribe((_, value) -> {
            if (!updating) {
                sounds.stop();
                session.seek(session.began().plusNanos((long) (value.doubleValue() * 1e9)));
            }
        });
        sessionPlay.setDisable(session.connections().isEmpty());
        sessionPlay.setOnAction(_ -> play(session, sounds));
        WatchSubscription position = viewContext.pump().watch(session.position(), at -> showPosition(session, at));
        untilClosed(position::close, sounds.playing().subscribe(now -> {
            sessionPlay.setText(texts.get(now.isPresent() ? "turns.stop" : "session.play"));
            if (now.isEmpty()) {
                following.close();
            }
        }));
        Stream<String> notes = session.notes().stream().map(note -> texts.account(note));
        Stream<String> faults = session.faults().isEmpty() ? Stream.of() : Stream.of(texts.get("session.faults", faults(session)));
        sessionNotes.getChildren().setAll(Stream.concat(notes, faults).map(note -> Nodes.wrappedLabel("⚠ " + note, "warn-text")).toList());
        Nodes.setShown(sessionNotes, !sessionNotes.getChildren().isEmpty());
    }

    private String faults(RecordedSession session) {
        List<RecordedFault> faults = session.faults();
        return texts.list(Stream.concat(faults.stream().limit(MOST_FAULTS).map(fault -> fault(fault, session)),
            faults.stream().skip(MOST_FAULTS).limit(1).map(_ -> "…")).toList());
    }

    private String fault(RecordedFault fault, RecordedSession session) {
        String what = ActiveFault.parse(fault.name(), fault.amount(), fault.since().orElse(session.began()))
            .map(known -> FaultText.of(known, viewContext)).orElse(fault.name() + " " + fault.amount());
        return fault.since()
            .map(since -> TimeFormatter.CLOCK.format(since) + "–" + TimeFormatter.CLOCK.format(fault.until().orElse(session.ended())) + " · " + what)
            .orElse(what);
    }

    private void showPosition(RecordedSession session, Instant at) {
        updating = true;
        sessionPosition.setValue(seconds(Duration.between(session.began(), at)));
        updating = false;
        sessionAt.setText(TimeFormatter.CLOCK_MILLIS.format(at));
        sessionPosition.setAccessibleText(texts.get("session.position") + ": " + sessionAt.getText());
    }

    /// From the moment that is shown, which moves along; from the beginning where that is the end.
    private void play(RecordedSession session, SessionPlayer sounds) {
        Optional<SoundRequest> current = sounds.playing().get();
        if (current.isPresent()) {
            sounds.stop();
            return;
        }
        Instant from = session.now().isBefore(session.ended()) ? session.now() : session.began();
        sounds.toggle(new SoundRequest(OptionalInt.empty(), true, true, from), () -> {
            long begin = time.nanos();
            following = viewContext.pump().every(STEP, () -> session.seek(from.plusNanos(time.nanos() - begin)));
        });
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public void close() {
        player.ifPresent(SessionPlayer::stop);
        following.close();
        super.close();
    }
}
