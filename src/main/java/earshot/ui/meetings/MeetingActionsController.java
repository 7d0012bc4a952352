package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;

/// Binds what can be done with the open meeting as a whole.
final class MeetingActionsController extends ViewController {
    private final Texts texts;
    private final MeetingListViewModel list;
    private final MeetingViewModel model;
    private final MeetingFormatter formatter;
    private final MeetingsController view;

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
    MeetingActionsController(Texts texts, MeetingListViewModel list, MeetingViewModel model, MeetingFormatter formatter, MeetingsController view) {
        this.texts = texts;
        this.list = list;
        this.model = model;
        this.formatter = formatter;
        this.view = view;
    }

    @FXML
    private void initialize() {
        finish.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.Finish(id))));
        add.setOnAction(_ -> model.meeting().ifPresent(view::openAddForm));
        resume.setOnAction(_ -> model.id().ifPresent(id -> model.send(new MeetingCommand.Continue(id))));
        join.setOnShowing(_ -> fillJoin());
        separate.setOnAction(_ -> model.id().ifPresent(list::separate));
        retranscribe.setOnAction(_ -> model.meeting().ifPresent(view::openRetranscribeForm));
        makeTasks.setOnAction(_ -> model.makeTasks());
        export.setOnAction(_ -> model.meeting().ifPresent(view::openExportForm));
        delete.setOnAction(_ -> model.meeting().ifPresent(list::discard));
    }

    /// Lets a mark be named where it stands.
    void install(TranscriptPane transcript) {
        mark.setOnAction(_ -> transcript.mark());
    }

    /// Sets a mark, for a menu.
    Button markButton() {
        return mark;
    }

    void show(Optional<Meeting> meeting) {
        boolean running = meeting.filter(Meeting::running).isPresent();
        boolean ended = meeting.isPresent() && !running;
        boolean trashed = meeting.flatMap(Meeting::trashedAt).isPresent();
        boolean live = meeting.filter(of -> of.lifecycle() == Meeting.Lifecycle.LIVE).isPresent();
        setShown(actions, meeting.isPresent() && !trashed);
        setShown(finish, running);
        finish.setDisable(running && !live);
        setShown(mark, meeting.isPresent() && !trashed);
        setShown(add, live);
        setShown(resume, ended);
        setShown(join, ended);
        setShown(separate, ended && model.transcript().filter(of -> list.separable(of.parts())).isPresent());
        setShown(makeTasks, meeting.isPresent() && model.decided());
        setShown(retranscribe, ended && meeting.filter(Meeting::recorded).isPresent());
        setShown(delete, ended);
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

    void mark() {
        Nodes.fireIfShown(mark);
    }

    void export() {
        Nodes.fireIfShown(export);
    }
}
