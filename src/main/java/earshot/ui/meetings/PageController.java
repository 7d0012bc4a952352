package earshot.ui.meetings;

import static earshot.ui.meetings.MeetingsController.present;

import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.meeting.Running;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.ui.part.Ask;
import earshot.ui.part.Desk;
import earshot.ui.part.EditableLabel;
import earshot.ui.part.Pill;
import earshot.ui.part.Place;
import earshot.ui.part.Texts;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Binds one meeting: head, state, buttons and summary around the transcript.
final class PageController {
    private static final KeyCombination EXPORT = new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);
    private static final String KEEP_SOUND = "meeting.keep_sound";

    /// Actions of the surrounding view.
    interface Around {
        void startForm();

        void addForm(Meeting meeting);

        void exportForm(Meeting meeting);

        void stage();
    }

    private final Desk desk;
    private final Texts texts;
    private final MeetingList list;
    private final MeetingPage model;
    private final MeetingWords words;
    private final Around around;
    private final SummaryPane minutes;
    private TranscriptPane transcript;
    private Subscription held = Subscription.EMPTY;

    @FXML private VBox root;
    @FXML private VBox head;
    @FXML private EditableLabel title;
    @FXML private Button editTitle;
    @FXML private Pill stateOf;
    @FXML private Label elapsed;
    @FXML private Button onStage;
    @FXML private Label facts;
    @FXML private HBox soundBar;
    @FXML private Label soundWords;
    @FXML private Button soundSetting;
    @FXML private Button forgetSound;
    @FXML private HBox trashBar;
    @FXML private Label trashWords;
    @FXML private Button restore;
    @FXML private Button erase;
    @FXML private HBox tools;
    @FXML private ToggleButton follow;
    @FXML private Region followIcon;
    @FXML private ToggleButton repeats;
    @FXML private Label status;
    @FXML private SplitPane split;
    @FXML private StackPane rows;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyWhat;
    @FXML private Button emptyDo;
    @FXML private Button fresh;
    @FXML private StackPane summary;
    @FXML private HBox chosen;
    @FXML private Label chosenWho;
    @FXML private Label chosenOriginal;
    @FXML private Button play;
    @FXML private ToggleButton followSound;
    @FXML private Button edit;
    @FXML private Button original;
    @FXML private Button speaker;
    @FXML private Button unmark;
    @FXML private HBox finalizing;
    @FXML private ProgressBar progress;
    @FXML private Label progressWords;
    @FXML private FlowPane actions;
    @FXML private Button finish;
    @FXML private Button mark;
    @FXML private Button add;
    @FXML private Button export;
    @FXML private Button delete;

    PageController(Desk desk, MeetingList list, MeetingPage model, MeetingWords words, Around around) {
        this.desk = desk;
        this.list = list;
        this.model = model;
        this.words = words;
        this.around = around;
        texts = desk.texts();
        minutes = new SummaryPane(texts, words, model, () -> desk.go().accept(Place.of("models", "llm_by_mode.meeting")));
    }

    @FXML
    private void initialize() {
        transcript = new TranscriptPane(texts, words, model, rows, fresh, list.query());
        title.setPrompt(texts.get("meetings.title.prompt"));
        title.setOnCommit(model::rename);
        editTitle.setOnAction(_ -> title.edit());
        onStage.setOnAction(_ -> around.stage());
        soundSetting.setOnAction(_ -> desk.go().accept(Place.of("settings", KEEP_SOUND)));
        forgetSound.setOnAction(_ -> forgetSounds());
        restore.setOnAction(_ -> model.id().ifPresent(id -> model.act(new MeetingAct.Restore(id))));
        erase.setOnAction(_ -> erase());
        follow.setOnAction(_ -> transcript.follow(follow.isSelected()));
        repeats.selectedProperty().bindBidirectional(model.showRepeats());
        followSound.selectedProperty().bindBidirectional(model.followSound());
        play.setOnAction(_ -> model.sentence().ifPresent(model::play));
        edit.setOnAction(_ -> transcript.edit());
        original.setOnAction(_ -> model.sentence().ifPresent(segment -> model.edit(segment, "")));
        speaker.setOnAction(_ -> transcript.nameSpeaker());
        unmark.setOnAction(_ -> unmark());
        finish.setOnAction(_ -> model.id().ifPresent(id -> model.act(new MeetingAct.Finish(id))));
        mark.setOnAction(_ -> transcript.mark());
        add.setOnAction(_ -> model.meeting().ifPresent(around::addForm));
        export.setOnAction(_ -> model.meeting().ifPresent(around::exportForm));
        delete.setOnAction(_ -> model.meeting().ifPresent(list::discard));
        summary.getChildren().setAll(minutes);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        held = Subscription.combine(
            model.state().subscribe(_ -> show()), model.running().subscribe((_, _) -> show()), model.now().subscribe((_, _) -> showTime()),
            model.selected().subscribe((_, _) -> showChosen()), model.playing().subscribe((_, _) -> showChosen()),
            model.following().subscribe(_ -> showFollowing()), model.repeats().subscribe((_, _) -> showTools()),
            model.showRepeats().subscribe((_, _) -> showTools()));
    }

    private void show() {
        Optional<Meeting> meeting = model.meeting();
        boolean there = meeting.isPresent();
        boolean live = meeting.map(Meeting::state).filter(Meeting.State.LIVE::equals).isPresent();
        boolean ending = meeting.map(Meeting::state).filter(Meeting.State.FINALIZING::equals).isPresent();
        boolean trashed = meeting.flatMap(Meeting::trashedAt).isPresent();
        present(head, there);
        transcript.list().setVisible(there);
        present(actions, there && !trashed);
        present(finish, live || ending);
        finish.setDisable(ending);
        present(mark, there && !trashed);
        present(add, live);
        present(delete, there && !meeting.get().running());
        present(onStage, live || ending);
        present(finalizing, ending);
        present(follow, live || ending);
        present(trashBar, trashed);
        title.setMouseTransparent(trashed);
        present(editTitle, !trashed);
        meeting.ifPresentOrElse(this::show, () -> present(soundBar, false));
        Optional<Transcript> open = model.transcript();
        minutes.show(open);
        boolean minuted = open.filter(of -> of.summary().isPresent() || !of.checkpoints().isEmpty() || !of.deliveries().isEmpty()).isPresent();
        if (minuted && !split.getItems().contains(summary)) {
            split.getItems().add(summary);
            split.setDividerPositions(live ? 0.72 : 0.52);
        } else if (!minuted) {
            split.getItems().remove(summary);
        }
        showEmpty();
        showTools();
        showTime();
        showChosen();
    }

    private void show(Meeting meeting) {
        title.setText(Summary.untitled(meeting.title()) ? "" : meeting.title());
        stateOf.show(words.state(meeting), MeetingWords.shape(meeting), MeetingWords.tone(meeting));
        facts.setText(words.facts(meeting));
        boolean kept = desk.model().settings().get().meetings().keepSound() && meeting.state() == Meeting.State.LIVE;
        present(soundBar, (kept || meeting.sounds()) && meeting.trashedAt().isEmpty());
        soundWords.setText(texts.get(kept ? "meetings.sound.kept.now" : "meetings.sound.kept"));
        present(forgetSound, meeting.sounds());
        present(soundSetting, kept);
        meeting.trashedAt().ifPresent(at -> trashWords.setText(texts.get("meetings.trashed", words.day(at), words.day(at.plus(Meeting.TRASH)))));
    }

    private void showTime() {
        model.meeting().ifPresent(meeting -> {
            elapsed.setText(MeetingWords.clock(meeting.duration(model.now().get())));
            Optional<Running> running = model.running().get();
            status.setText(meeting.state() == Meeting.State.LIVE ? running.map(now -> words.status(now, model.now().get())).orElse("") : "");
            status.setTooltip(status.getText().isEmpty() ? null : new Tooltip(status.getText()));
            progressWords.setText(words.progress(running));
            progress.setProgress(running.flatMap(Running::phase).map(phase -> (phase.ordinal() + 1.0) / (Running.Phase.values().length + 1)).orElse(0.1));
        });
    }

    private void showTools() {
        long dropped = Math.max(model.repeats().get(), model.running().get().map(Running::duplicates).orElse(0));
        boolean running = model.meeting().filter(Meeting::running).isPresent();
        present(repeats, model.repeats().get() > 0);
        present(tools, running || model.repeats().get() > 0);
        repeats.setText(texts.get(model.showRepeats().get() ? "meetings.repeats.hide" : "meetings.repeats", dropped));
    }

    private void showFollowing() {
        boolean following = model.following().get();
        follow.setSelected(following);
        follow.setText(texts.get(following ? "timeline.following" : "timeline.paused"));
        followIcon.getStyleClass().setAll("icon", "icon-small", following ? "icon-pause" : "icon-play");
    }

    private void showEmpty() {
        MeetingPage.State state = model.state().get();
        boolean silent = model.transcript().filter(of -> of.segments().isEmpty() && of.marks().isEmpty()).isPresent();
        boolean shown = silent || !(state instanceof MeetingPage.State.Open) && !(state instanceof MeetingPage.State.Loading(boolean late) && !late);
        present(empty, shown);
        present(emptyDo, state instanceof MeetingPage.State.Failed);
        switch (state) {
            case MeetingPage.State.Nothing _ -> say(list.kept() == 0 ? "meetings.page.none" : "meetings.page.unchosen");
            case MeetingPage.State.Loading _ -> say("meetings.page.loading");
            case MeetingPage.State.Open _ -> say(model.meeting().filter(Meeting::running).isPresent() ? "meetings.page.silent" : "meetings.page.silence");
            case MeetingPage.State.Failed(var problem) -> {
                emptyTitle.setText(texts.what(problem));
                emptyWhat.setText(texts.why(problem) + "\n" + texts.remedy(problem));
                emptyDo.setText(texts.get("meetings.page.again"));
                emptyDo.setOnAction(_ -> model.again());
            }
        }
    }

    private void say(String key) {
        emptyTitle.setText(texts.get(key));
        emptyWhat.setText(texts.get(key + ".what"));
    }

    private void showChosen() {
        Optional<Line> line = model.selected().get();
        boolean trashed = model.meeting().flatMap(Meeting::trashedAt).isPresent();
        present(chosen, line.isPresent() && !trashed);
        var sentence = model.sentence();
        boolean heard = sentence.flatMap(segment -> segment.sound()).isPresent();
        present(play, heard);
        present(followSound, heard);
        play.setText(texts.get(model.playing().get().isPresent() ? "meetings.sound.stop" : "meetings.sound.play"));
        present(edit, sentence.isPresent());
        present(speaker, sentence.isPresent());
        present(original, sentence.flatMap(segment -> segment.original()).isPresent());
        present(unmark, line.filter(Line.Flag.class::isInstance).isPresent());
        line.ifPresent(one -> chosenWho.setText(sentence.flatMap(segment -> model.transcript().map(of ->
            Stream.of(words.timeOfDay(segment.at()), words.speaker(of, segment.speaker()), words.device(segment.device()), segment.tag()).filter(part -> !part.isEmpty()).distinct()
                .collect(Collectors.joining(" · "))))
            .orElse(words.timeOfDay(one.at()) + " · " + texts.get("meetings.mark.here"))));
        Optional<String> before = sentence.flatMap(segment -> segment.original());
        present(chosenOriginal, before.isPresent());
        chosenOriginal.setText(before.map(text -> texts.get("meetings.original", text)).orElse(""));
        chosenOriginal.setTooltip(before.map(Tooltip::new).orElse(null));
    }

    private void unmark() {
        model.selected().get().ifPresent(line -> {
            if (line instanceof Line.Flag(var put)) {
                model.id().ifPresent(id -> model.act(new MeetingAct.Unmark(id, put.number())));
            }
        });
    }

    private void forgetSounds() {
        model.id().ifPresent(id -> Ask.before(root.getScene(), texts.get("meetings.sound.forget.ask"), texts.get("meetings.sound.forget.words"), texts.get("meetings.sound.forget.verb"),
            texts.get("cancel"), () -> model.act(new MeetingAct.ForgetSounds(Optional.of(id)))));
    }

    private void erase() {
        model.meeting().ifPresent(meeting -> Ask.before(root.getScene(), texts.get("meetings.erase.ask", words.title(meeting)), texts.get("meetings.erase.words"),
            texts.get("meetings.erase.verb"), texts.get("cancel"), () -> model.act(new MeetingAct.Erase(meeting.id()))));
    }

    private void pressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        boolean plain = !typing && !event.isShortcutDown() && !event.isAltDown();
        if (EXPORT.match(event)) {
            fire(export);
        } else if (event.getCode() == KeyCode.F11) {
            fire(onStage);
        } else if (plain && event.getCode() == KeyCode.F) {
            follow.fire();
        } else if (plain && event.getCode() == KeyCode.M) {
            fire(mark);
        } else if (plain && event.getCode() == KeyCode.N) {
            model.toMark(!event.isShiftDown());
        } else if (plain && event.getCode() == KeyCode.R) {
            fire(speaker);
        } else if (plain && (event.getCode() == KeyCode.F2 || event.getCode() == KeyCode.ENTER && event.getTarget() == transcript.list())) {
            fire(edit);
        } else if (plain && event.getCode() == KeyCode.SPACE && event.getTarget() == transcript.list()) {
            fire(play);
        } else {
            return;
        }
        event.consume();
    }

    private static void fire(Button button) {
        if (button.isVisible() && button.getParent().isVisible()) {
            button.fire();
        }
    }

    boolean escape() {
        return transcript.escape();
    }

    void close() {
        held.unsubscribe();
        repeats.selectedProperty().unbindBidirectional(model.showRepeats());
        followSound.selectedProperty().unbindBidirectional(model.followSound());
        transcript.close();
    }
}
