package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSettings;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Binds what a person should know of the open meeting: its sound is kept, it is in the trash, nobody has spoken for long.
final class MeetingNoticesController extends ViewController {
    private static final String KEEP_SOUND = "meeting.keep_sound";

    private final ViewContext viewContext;
    private final Texts texts;
    private final MeetingViewModel model;
    private final MeetingFormatter formatter;

    @FXML private HBox soundBar;
    @FXML private Label soundWords;
    @FXML private Button soundSetting;
    @FXML private Button forgetSound;
    @FXML private HBox trashBar;
    @FXML private Label trashWords;
    @FXML private Button restore;
    @FXML private Button erase;
    @FXML private HBox silenceBar;
    @FXML private Label silenceWords;
    @FXML private Button keepGoing;
    @FXML private Button endNow;

    MeetingNoticesController(ViewContext viewContext, MeetingViewModel model, MeetingFormatter formatter) {
        this.viewContext = viewContext;
        this.model = model;
        this.formatter = formatter;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        soundSetting.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", KEEP_SOUND)));
        forgetSound.setOnAction(_ -> deleteSound());
        restore.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.Restore(id))));
        erase.setOnAction(_ -> erase());
        keepGoing.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.KeepGoing(id))));
        endNow.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.Finish(id))));
    }

    void show(Optional<Meeting> meeting) {
        Optional<Instant> trashedAt = meeting.flatMap(Meeting::trashedAt);
        boolean recorded = meeting.filter(Meeting::recorded).isPresent();
        boolean recording = live(meeting) && viewContext.model().settings().get().of(MeetingSettings.SECTION).keepAudio();
        setShown(soundBar, (recording || recorded) && trashedAt.isEmpty());
        soundWords.setText(texts.get(recording ? "meetings.sound.kept.now" : "meetings.sound.kept"));
        setShown(forgetSound, recorded);
        setShown(soundSetting, recording);
        setShown(trashBar, trashedAt.isPresent());
        trashedAt.ifPresent(at -> trashWords.setText(texts.get("meetings.trashed", formatter.day(at), formatter.day(at.plus(Meeting.TRASH)))));
        showTime(meeting);
    }

    void showTime(Optional<Meeting> meeting) {
        Optional<String> silence = meeting.filter(_ -> live(meeting))
            .flatMap(open -> model.running().get().flatMap(now -> formatter.silence(open, now, model.now().get())));
        setShown(silenceBar, silence.isPresent());
        silence.ifPresent(silenceWords::setText);
    }

    private static boolean live(Optional<Meeting> meeting) {
        return meeting.filter(of -> of.lifecycle() == Meeting.Lifecycle.LIVE).isPresent();
    }

    private Scene scene() {
        return soundBar.getScene();
    }

    private void deleteSound() {
        model.id()
            .ifPresent(id -> ConfirmationDialog.warn(scene(), texts.get("meetings.sound.forget.ask"), texts.get("meetings.sound.forget.words"),
                texts.get("meetings.sound.forget.verb"),
            texts.get("cancel"), () -> model.send(new MeetingCommand.DeleteRecordings(Optional.of(id)))));
    }

    private void erase() {
        model.meeting()
            .ifPresent(meeting -> ConfirmationDialog.warn(scene(), texts.get("meetings.erase.ask", formatter.title(meeting)), texts.get("meetings.erase.words"),
            texts.get("meetings.erase.verb"), texts.get("cancel"), () -> model.send(new MeetingCommand.DeletePermanently(meeting.id()))));
    }
}
