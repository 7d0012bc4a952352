package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSettings;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.TranscriptVersion;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
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

/// Binds one meeting: head, state, buttons and summary around the transcript.
final class MeetingController extends ViewController {
    private static final KeyCombination EXPORT = new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);
    private static final String KEEP_SOUND = "meeting.keep_sound";

    private final ViewContext viewContext;
    private final Texts texts;
    private final MeetingListViewModel list;
    private final MeetingViewModel model;
    private final MeetingFormatter formatter;
    private final MeetingsController view;
    private final SummaryPane summaryPane;
    private TranscriptPane transcript;
    private VersionMenu versionMenu;

    @FXML private VBox root;
    @FXML private VBox head;
    @FXML private EditableLabel title;
    @FXML private Button editTitle;
    @FXML private StatePill stateOf;
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
    @FXML private HBox silenceBar;
    @FXML private Label silenceWords;
    @FXML private Button keepGoing;
    @FXML private Button endNow;
    @FXML private HBox tools;
    @FXML private ToggleButton follow;
    @FXML private Region followIcon;
    @FXML private ToggleButton repeats;
    @FXML private MenuButton versions;
    @FXML private Label status;
    @FXML private SplitPane split;
    @FXML private StackPane rows;
    @FXML private EmptyState empty;
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
    @FXML private Button resume;
    @FXML private MenuButton join;
    @FXML private Button separate;
    @FXML private Button retranscribe;
    @FXML private Button makeTasks;
    @FXML private Button export;
    @FXML private Button delete;

    /// @param view opens forms over the meeting
    MeetingController(ViewContext viewContext, MeetingListViewModel list, MeetingViewModel model, MeetingFormatter formatter, MeetingsController view) {
        this.viewContext = viewContext;
        this.list = list;
        this.model = model;
        this.formatter = formatter;
        this.view = view;
        texts = viewContext.texts();
        summaryPane = new SummaryPane(texts, formatter, model, () -> viewContext.navigate().accept(NavigationTarget.of("models", "llm_by_mode.meeting")));
    }

    @FXML
    private void initialize() {
        transcript = new TranscriptPane(texts, formatter, model, rows, fresh, list.query());
        RowMenu.install(transcript.list(), () -> RowMenu.groups(transcript.menu(), RowMenu.items(play, edit, original, speaker, unmark, mark)));
        versionMenu = new VersionMenu(versions, texts, model, this::deleteVersion);
        Nodes.explained(elapsed, texts.get("meetings.elapsed.what"));
        title.setPrompt(texts.get("meetings.title.prompt"));
        title.setOnCommit(model::rename);
        editTitle.setOnAction(_ -> title.edit());
        onStage.setOnAction(_ -> view.openPresentation());
        soundSetting.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", KEEP_SOUND)));
        forgetSound.setOnAction(_ -> deleteSound());
        restore.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.Restore(id))));
        erase.setOnAction(_ -> erase());
        keepGoing.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.KeepGoing(id))));
        endNow.setOnAction(_ -> finish.fire());
        follow.setOnAction(_ -> transcript.follow(follow.isSelected()));
        play.setOnAction(_ -> model.selectedSegment().ifPresent(model::play));
        edit.setOnAction(_ -> transcript.edit());
        original.setOnAction(_ -> model.selectedSegment().ifPresent(meetingSentence -> model.edit(meetingSentence, "")));
        speaker.setOnAction(_ -> transcript.nameSpeaker());
        unmark.setOnAction(_ -> model.removeSelectedMark());
        finish.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.Finish(id))));
        mark.setOnAction(_ -> transcript.mark());
        add.setOnAction(_ -> model.meeting().ifPresent(view::openAddForm));
        resume.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.Continue(id))));
        join.setOnShowing(_ -> fillJoin());
        separate.setOnAction(_ -> model.id().ifPresent(list::separate));
        retranscribe.setOnAction(_ -> model.meeting().ifPresent(view::openRetranscribeForm));
        makeTasks.setOnAction(_ -> model.makeTasks());
        export.setOnAction(_ -> model.meeting().ifPresent(view::openExportForm));
        delete.setOnAction(_ -> model.meeting().ifPresent(list::discard));
        summary.getChildren().setAll(summaryPane);
        untilClosed(
            TwoWayBinding.bind(repeats.selectedProperty(), model.showDuplicates()), TwoWayBinding.bind(followSound.selectedProperty(), model.playFollowing()),
            model.state().subscribe(_ -> show()), model.running().subscribe((_, _) -> show()), model.now().subscribe((_, _) -> showTime()),
            model.selected().subscribe((_, _) -> showChosen()), model.playing().subscribe((_, _) -> showChosen()),
            model.following().subscribe(_ -> showFollowing()), model.duplicates().subscribe((_, _) -> showTools()),
            model.showDuplicates().subscribe((_, _) -> showTools()));
    }

    private void show() {
        Optional<Meeting> meeting = model.meeting();
        boolean there = meeting.isPresent();
        boolean live = meeting.filter(of -> of.lifecycle() == Meeting.Lifecycle.LIVE).isPresent();
        boolean ending = meeting.filter(of -> of.lifecycle() == Meeting.Lifecycle.FINALIZING).isPresent();
        boolean trashed = meeting.flatMap(Meeting::trashedAt).isPresent();
        setShown(head, there);
        transcript.list().setVisible(there);
        setShown(actions, there && !trashed);
        setShown(finish, live || ending);
        finish.setDisable(ending);
        setShown(mark, there && !trashed);
        setShown(add, live);
        setShown(resume, there && !meeting.get().running());
        setShown(join, there && !meeting.get().running());
        setShown(separate, there && !meeting.get().running() && model.transcript().filter(of -> list.separable(of.parts())).isPresent());
        setShown(makeTasks, there && model.decided());
        setShown(retranscribe, there && !meeting.get().running() && meeting.get().recorded());
        setShown(delete, there && !meeting.get().running());
        setShown(onStage, live || ending);
        setShown(finalizing, ending);
        setShown(follow, live || ending);
        setShown(trashBar, trashed);
        setShown(silenceBar, false);
        title.setMouseTransparent(trashed);
        setShown(editTitle, !trashed);
        meeting.ifPresentOrElse(this::show, () -> setShown(soundBar, false));
        showSummary(live);
        showEmpty();
        showTools();
        showTime();
        showChosen();
    }

    private void showSummary(boolean live) {
        Optional<MeetingTranscript> open = model.transcript();
        summaryPane.show(open);
        boolean hasSummary = open.filter(of -> of.summary().isPresent() || !of.checkpoints().isEmpty() || !of.deliveries().isEmpty()).isPresent();
        if (hasSummary && !split.getItems().contains(summary)) {
            split.getItems().add(summary);
            split.setDividerPositions(live ? 0.72 : 0.52);
        } else if (!hasSummary) {
            split.getItems().remove(summary);
        }
    }

    private void show(Meeting meeting) {
        title.setText(Summary.untitled(meeting.title()) ? "" : meeting.title());
        formatter.showState(meeting, stateOf);
        facts.setText(formatter.facts(meeting));
        boolean recording = viewContext.model().settings().get().of(MeetingSettings.SECTION).keepAudio() && meeting.lifecycle() == Meeting.Lifecycle.LIVE;
        setShown(soundBar, (recording || meeting.recorded()) && meeting.trashedAt().isEmpty());
        soundWords.setText(texts.get(recording ? "meetings.sound.kept.now" : "meetings.sound.kept"));
        setShown(forgetSound, meeting.recorded());
        setShown(soundSetting, recording);
        meeting.trashedAt().ifPresent(at -> trashWords.setText(texts.get("meetings.trashed", formatter.day(at), formatter.day(at.plus(Meeting.TRASH)))));
    }

    private void showTime() {
        model.meeting().ifPresent(meeting -> {
            elapsed.setText(MeetingFormatter.clock(meeting.duration(model.now().get())));
            Optional<LiveMeetingStatus> liveMeetingStatus = model.running().get();
            status.setText(meeting.lifecycle() == Meeting.Lifecycle.LIVE ? liveMeetingStatus.map(now -> formatter.status(now, model.now().get())).orElse("") : "");
            status.setTooltip(status.getText().isEmpty() ? null : new Tooltip(status.getText()));
            Optional<String> silence = liveMeetingStatus.filter(_ -> meeting.lifecycle() == Meeting.Lifecycle.LIVE).flatMap(now -> formatter.silence(meeting, now, model.now().get()));
            setShown(silenceBar, silence.isPresent());
            silence.ifPresent(silenceWords::setText);
            progressWords.setText(formatter.progress(liveMeetingStatus));
            progress.setProgress(liveMeetingStatus.flatMap(LiveMeetingStatus::phase).map(phase -> (phase.ordinal() + 1.0) / (LiveMeetingStatus.FinalizePhase.values().length + 1)).orElse(0.1));
        });
    }

    private void showTools() {
        long dropped = Math.max(model.duplicates().get(), model.running().get().map(LiveMeetingStatus::duplicates).orElse(0));
        boolean running = model.meeting().filter(Meeting::running).isPresent();
        versionMenu.show(model.transcript());
        setShown(repeats, model.duplicates().get() > 0);
        setShown(tools, running || model.duplicates().get() > 0 || versions.isVisible());
        repeats.setText(texts.get(model.showDuplicates().get() ? "meetings.repeats.hide" : "meetings.repeats", dropped));
    }

    private void showFollowing() {
        boolean following = model.following().get();
        follow.setSelected(following);
        follow.setText(texts.get(following ? "timeline.following" : "timeline.paused"));
        followIcon.getStyleClass().setAll("icon", "icon-small", following ? "icon-pause" : "icon-play");
    }

    private void showEmpty() {
        MeetingViewModel.LoadState state = model.state().get();
        boolean silent = model.transcript().filter(of -> of.sentences().isEmpty() && of.marks().isEmpty()).isPresent();
        setShown(empty, silent || !(state instanceof MeetingViewModel.LoadState.Open) && !(state instanceof MeetingViewModel.LoadState.Loading(boolean late) && !late));
        switch (state) {
            case MeetingViewModel.LoadState.Nothing _ -> showEmptyText(list.notTrashedCount() == 0 ? "meetings.page.none" : "meetings.page.unchosen");
            case MeetingViewModel.LoadState.Loading _ -> showEmptyText("meetings.page.loading");
            case MeetingViewModel.LoadState.Open _ -> showEmptyText(model.meeting().filter(Meeting::running).isPresent() ? "meetings.page.silent" : "meetings.page.silence");
            case MeetingViewModel.LoadState.Failed(var problem) -> empty.show(texts.what(problem), texts.why(problem) + "\n" + texts.remedy(problem), texts.get("meetings.page.again"), model::retry);
        }
    }

    private void showEmptyText(String key) {
        empty.show(texts.get(key), texts.get(key + ".what"));
    }

    private void showChosen() {
        Optional<TranscriptLine> line = model.selected().get();
        boolean trashed = model.meeting().flatMap(Meeting::trashedAt).isPresent();
        setShown(chosen, line.filter(one -> one instanceof TranscriptLine.SegmentLine || one instanceof TranscriptLine.MarkLine).isPresent() && !trashed);
        var sentence = model.selectedSegment();
        boolean hasSound = sentence.flatMap(MeetingSentence::recordingSpan).isPresent();
        setShown(play, hasSound);
        setShown(followSound, hasSound);
        play.setText(texts.get(model.playing().get().isPresent() ? "meetings.sound.stop" : "meetings.sound.play"));
        setShown(edit, sentence.isPresent());
        setShown(speaker, sentence.isPresent());
        Optional<String> before = sentence.flatMap(MeetingSentence::original);
        setShown(original, before.isPresent());
        setShown(unmark, line.filter(TranscriptLine.MarkLine.class::isInstance).isPresent());
        line.ifPresent(one -> chosenWho.setText(sentence.flatMap(meetingSentence -> model.transcript().map(of ->
            Stream.of(formatter.timeOfDay(meetingSentence.at()), formatter.speaker(of, meetingSentence.speaker()), formatter.device(meetingSentence.device()), meetingSentence.tag())
                .filter(part -> !part.isEmpty()).distinct().collect(Collectors.joining(" · "))))
            .orElse(formatter.timeOfDay(one.at()) + " · " + texts.get("meetings.mark.here"))));
        setShown(chosenOriginal, before.isPresent());
        chosenOriginal.setText(before.map(text -> texts.get("meetings.original", text)).orElse(""));
        chosenOriginal.setTooltip(before.map(Tooltip::new).orElse(null));
    }

    /// The meetings that it may be joined with, the nearest first.
    private void fillJoin() {
        List<MenuItem> items = new ArrayList<>();
        model.meeting().ifPresent(meeting -> list.nearest(meeting).forEach(other -> {
            MenuItem item = new MenuItem(formatter.title(other) + " · " + formatter.facts(other));
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> list.join(meeting, other));
            items.add(item);
        }));
        if (items.isEmpty()) {
            MenuItem none = new MenuItem(texts.get("meetings.join.none"));
            none.setDisable(true);
            items.add(none);
        }
        join.getItems().setAll(items);
    }

    private void deleteSound() {
        model.id().ifPresent(id -> ConfirmationDialog.warn(root.getScene(), texts.get("meetings.sound.forget.ask"), texts.get("meetings.sound.forget.words"), texts.get("meetings.sound.forget.verb"),
            texts.get("cancel"), () -> model.send(new MeetingCommand.DeleteRecordings(Optional.of(id)))));
    }

    private void deleteVersion(TranscriptVersion version, String name) {
        model.id().ifPresent(id -> ConfirmationDialog.warn(root.getScene(), texts.get("meetings.version.delete.ask", name), texts.get("meetings.version.delete.words"), texts.get("meetings.version.delete.verb"),
            texts.get("cancel"), () -> model.send(new MeetingCommand.DeleteVersion(id, version.number()))));
    }

    private void erase() {
        model.meeting().ifPresent(meeting -> ConfirmationDialog.warn(root.getScene(), texts.get("meetings.erase.ask", formatter.title(meeting)), texts.get("meetings.erase.words"),
            texts.get("meetings.erase.verb"), texts.get("cancel"), () -> model.send(new MeetingCommand.DeletePermanently(meeting.id()))));
    }

    /// The keys of the open meeting, also those pressed in the list beside it.
    void keyPressed(KeyEvent event) {
        boolean plain = !(event.getTarget() instanceof TextInputControl) && !event.isShortcutDown() && !event.isAltDown();
        if (EXPORT.match(event)) {
            fireIfVisible(export);
        } else if (event.getCode() == KeyCode.F11) {
            fireIfVisible(onStage);
        } else if (plain && event.getCode() == KeyCode.F) {
            follow.fire();
        } else if (plain && event.getCode() == KeyCode.M) {
            fireIfVisible(mark);
        } else if (plain && event.getCode() == KeyCode.N) {
            model.selectMark(!event.isShiftDown());
        } else if (plain && event.getCode() == KeyCode.R) {
            fireIfVisible(speaker);
        } else if (plain && (event.getCode() == KeyCode.F2 || event.getCode() == KeyCode.ENTER && event.getTarget() == transcript.list())) {
            fireIfVisible(edit);
        } else if (plain && event.getCode() == KeyCode.SPACE && event.getTarget() == transcript.list()) {
            fireIfVisible(play);
        } else {
            return;
        }
        event.consume();
    }

    private static void fireIfVisible(Button button) {
        if (button.isVisible() && button.getParent().isVisible()) {
            button.fire();
        }
    }

    @Override
    public boolean escape() {
        return transcript.escape();
    }

    @Override
    public void close() {
        super.close();
        transcript.close();
    }
}
