package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.Meeting;
import earshot.meeting.Summary;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Binds the head of the open meeting: its title, state, length and facts.
final class MeetingHeadController extends ViewController {
    private final Texts texts;
    private final MeetingViewModel model;
    private final MeetingFormatter formatter;
    private final Runnable openPresentation;

    @FXML private VBox head;
    @FXML private EditableLabel title;
    @FXML private Button editTitle;
    @FXML private StatePill stateOf;
    @FXML private Label elapsed;
    @FXML private Button onStage;
    @FXML private Label facts;

    /// @param openPresentation shows the meeting large, for the room
    MeetingHeadController(Texts texts, MeetingViewModel model, MeetingFormatter formatter, Runnable openPresentation) {
        this.texts = texts;
        this.model = model;
        this.formatter = formatter;
        this.openPresentation = openPresentation;
    }

    @FXML
    private void initialize() {
        Nodes.explained(elapsed, texts.get("meetings.elapsed.what"));
        title.setPrompt(texts.get("meetings.title.prompt"));
        title.setOnCommit(model::rename);
        editTitle.setOnAction(_ -> title.edit());
        onStage.setOnAction(_ -> openPresentation.run());
    }

    void show(Optional<Meeting> meeting) {
        boolean trashed = meeting.flatMap(Meeting::trashedAt).isPresent();
        setShown(head, meeting.isPresent());
        setShown(onStage, meeting.filter(Meeting::running).isPresent());
        title.setMouseTransparent(trashed);
        setShown(editTitle, !trashed);
        meeting.ifPresent(open -> {
            title.setText(Summary.untitled(open.title()) ? "" : open.title());
            formatter.showState(open, stateOf);
            facts.setText(formatter.facts(open));
        });
    }

    void showTime(Meeting meeting, Instant now) {
        elapsed.setText(MeetingFormatter.clock(meeting.duration(now)));
    }

    void present() {
        Nodes.fireIfShown(onStage);
    }
}
