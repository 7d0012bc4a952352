package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.TranscriptVersion;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds one meeting: its transcript and summary, and the parts around them.
final class MeetingController extends ViewController {
    private static final KeyCombination EXPORT = new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);

    private final Texts texts;
    private final MeetingListViewModel list;
    private final MeetingViewModel model;
    private final MeetingFormatter formatter;
    private final MeetingHeadController head;
    private final MeetingNoticesController notices;
    private final ChosenLineController chosen;
    private final MeetingActionsController actions;
    private final SummaryPane summaryPane;
    private TranscriptPane transcript;
    private VersionMenu versionMenu;

    @FXML private VBox root;
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
    @FXML private HBox finalizing;
    @FXML private ProgressBar progress;
    @FXML private Label progressWords;

    /// @param view opens forms over the meeting
    MeetingController(ViewContext viewContext, MeetingListViewModel list, MeetingViewModel model, MeetingFormatter formatter, MeetingsController view) {
        this.list = list;
        this.model = model;
        this.formatter = formatter;
        texts = viewContext.texts();
        head = new MeetingHeadController(texts, model, formatter, view::openPresentation);
        notices = new MeetingNoticesController(viewContext, model, formatter);
        chosen = new ChosenLineController(texts, model, formatter);
        actions = new MeetingActionsController(texts, list, model, formatter, view);
        summaryPane = new SummaryPane(texts, formatter, model, () -> viewContext.navigate().accept(NavigationTarget.of("models", "llm_by_mode.meeting")));
    }

    /// The controllers of the files that the meeting's file includes.
    List<ViewController> included() {
        return List.of(head, notices, chosen, actions);
    }

    @FXML
    private void initialize() {
        transcript = new TranscriptPane(texts, formatter, model, rows, fresh, list.query());
        chosen.install(transcript);
        actions.install(transcript);
        RowMenu.install(transcript.list(), () -> RowMenu.groups(transcript.menu(),
            RowMenu.items(Stream.concat(chosen.buttons().stream(), Stream.of(actions.markButton())).toArray(Button[]::new))));
        versionMenu = new VersionMenu(versions, texts, model, this::deleteVersion);
        follow.setOnAction(_ -> transcript.follow(follow.isSelected()));
        summary.getChildren().setAll(summaryPane);
        untilClosed(
            TwoWayBinding.bind(repeats.selectedProperty(), model.showDuplicates()), model.state().subscribe(_ -> show()),
            model.running().subscribe((_, _) -> show()),
            model.now().subscribe((_, _) -> showTime()), model.following().subscribe(_ -> showFollowing()), model.duplicates().subscribe((_, _) -> showTools()),
            model.showDuplicates().subscribe((_, _) -> showTools()));
    }

    void show() {
        Optional<Meeting> meeting = model.meeting();
        boolean running = meeting.filter(Meeting::running).isPresent();
        boolean live = meeting.filter(of -> of.lifecycle() == Meeting.Lifecycle.LIVE).isPresent();
        head.show(meeting);
        notices.show(meeting);
        actions.show(meeting);
        transcript.list().setVisible(meeting.isPresent());
        setShown(finalizing, running && !live);
        setShown(follow, running);
        showSummary(live);
        showEmpty();
        showTools();
        showTime();
        chosen.show();
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

    private void showTime() {
        Optional<Meeting> open = model.meeting();
        notices.showTime(open);
        open.ifPresent(meeting -> {
            Instant now = model.now().get();
            Optional<LiveMeetingStatus> running = model.running().get();
            head.showTime(meeting, now);
            status.setText(meeting.lifecycle() == Meeting.Lifecycle.LIVE ? running.map(of -> formatter.status(of, now)).orElse("") : "");
            status.setTooltip(status.getText().isEmpty() ? null : new Tooltip(status.getText()));
            progressWords.setText(formatter.progress(running));
            progress.setProgress(running.flatMap(LiveMeetingStatus::phase)
                .map(phase -> (phase.ordinal() + 1.0) / (LiveMeetingStatus.FinalizePhase.values().length + 1)).orElse(0.1));
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
        setShown(empty,
            silent || !(state instanceof MeetingViewModel.LoadState.Open) && !(state instanceof MeetingViewModel.LoadState.Loading(boolean late) && !late));
        switch (state) {
            case MeetingViewModel.LoadState.Nothing _ -> showEmptyText(list.notTrashedCount() == 0 ? "meetings.page.none" : "meetings.page.unchosen");
            case MeetingViewModel.LoadState.Loading _ -> showEmptyText("meetings.page.loading");
            case MeetingViewModel.LoadState.Open _ -> showEmptyText(formatter.silent(model.meeting(), model.running().get()));
            case MeetingViewModel.LoadState.Failed(var problem) -> empty.show(texts.what(problem), texts.why(problem) + "\n" + texts.remedy(problem),
                texts.get("meetings.page.again"), model::retry);
        }
    }

    private void showEmptyText(String key) {
        empty.show(texts.get(key), texts.get(key + ".what", formatter.waitingSeconds(model.running().get())));
    }

    private void deleteVersion(TranscriptVersion version, String name) {
        model.id()
            .ifPresent(id -> ConfirmationDialog.warn(root.getScene(), texts.get("meetings.version.delete.ask", name),
                texts.get("meetings.version.delete.words"), texts.get("meetings.version.delete.verb"),
            texts.get("cancel"), () -> model.send(new MeetingCommand.DeleteVersion(id, version.number()))));
    }

    /// The keys of the open meeting, also those pressed in the list beside it.
    void keyPressed(KeyEvent event) {
        boolean plain = !(event.getTarget() instanceof TextInputControl) && !event.isShortcutDown() && !event.isAltDown();
        if (EXPORT.match(event)) {
            actions.export();
        } else if (event.getCode() == KeyCode.F11) {
            head.present();
        } else if (plain && event.getCode() == KeyCode.F) {
            follow.fire();
        } else if (plain && event.getCode() == KeyCode.M) {
            actions.mark();
        } else if (plain && event.getCode() == KeyCode.N) {
            model.selectMark(!event.isShiftDown());
        } else if (plain && event.getCode() == KeyCode.R) {
            chosen.nameSpeaker();
        } else if (plain && (event.getCode() == KeyCode.F2 || event.getCode() == KeyCode.ENTER && event.getTarget() == transcript.list())) {
            chosen.edit();
        } else if (plain && event.getCode() == KeyCode.SPACE && event.getTarget() == transcript.list()) {
            chosen.play();
        } else {
            return;
        }
        event.consume();
    }

    @Override
    public boolean escape() {
        return transcript.escape();
    }

    @Override
    public void close() {
        super.close();
        included().forEach(ViewController::close);
        transcript.close();
    }
}
