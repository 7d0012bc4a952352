package earshot.ui.meetings;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// Binds the line of the transcript that a person chose: who said it and when, and what can be done with it.
final class ChosenLineController extends ViewController {
    private final Texts texts;
    private final MeetingViewModel model;
    private final MeetingFormatter formatter;

    @FXML private HBox chosen;
    @FXML private Label chosenWho;
    @FXML private Label chosenOriginal;
    @FXML private Button play;
    @FXML private ToggleButton followSound;
    @FXML private Button edit;
    @FXML private Button original;
    @FXML private Button speaker;
    @FXML private Button unmark;

    ChosenLineController(Texts texts, MeetingViewModel model, MeetingFormatter formatter) {
        this.texts = texts;
        this.model = model;
        this.formatter = formatter;
    }

    @FXML
    private void initialize() {
        play.setOnAction(_ -> model.selectedSegment().ifPresent(model::play));
        original.setOnAction(_ -> model.selectedSegment().ifPresent(meetingSentence -> model.edit(meetingSentence, "")));
        unmark.setOnAction(_ -> model.removeSelectedMark());
        untilClosed(TwoWayBinding.bind(followSound.selectedProperty(), model.playFollowing()), model.selected().subscribe((_, _) -> show()),
            model.playing().subscribe((_, _) -> show()));
    }

    /// Lets the line be edited where it stands.
    void install(TranscriptPane transcript) {
        edit.setOnAction(_ -> transcript.edit());
        speaker.setOnAction(_ -> transcript.nameSpeaker());
    }

    /// What can be done, for a menu.
    List<Button> buttons() {
        return List.of(play, edit, original, speaker, unmark);
    }

    void show() {
        Optional<TranscriptLine> line = model.selected().get();
        boolean trashed = model.meeting().flatMap(Meeting::trashedAt).isPresent();
        setShown(chosen, line.filter(one -> one instanceof TranscriptLine.SegmentLine || one instanceof TranscriptLine.MarkLine).isPresent() && !trashed);
        Optional<MeetingSentence> sentence = model.selectedSegment();
        boolean hasSound = sentence.flatMap(MeetingSentence::recordingSpan).isPresent();
        setShown(play, hasSound);
        setShown(followSound, hasSound);
        play.setText(texts.get(model.playing().get().isPresent() ? "meetings.sound.stop" : "meetings.sound.play"));
        setShown(edit, sentence.isPresent());
        setShown(speaker, sentence.isPresent());
        Optional<String> before = sentence.flatMap(MeetingSentence::original);
        setShown(original, before.isPresent());
        setShown(unmark, line.filter(TranscriptLine.MarkLine.class::isInstance).isPresent());
        line.ifPresent(one -> chosenWho.setText(sentence.flatMap(this::who).orElse(formatter.timeOfDay(one.at()) + " · " + texts.get("meetings.mark.here"))));
        setShown(chosenOriginal, before.isPresent());
        chosenOriginal.setText(before.map(text -> texts.get("meetings.original", text)).orElse(""));
        chosenOriginal.setTooltip(before.map(Tooltip::new).orElse(null));
    }

    private Optional<String> who(MeetingSentence sentence) {
        return model.transcript()
            .map(of -> Stream
                .of(formatter.timeOfDay(sentence.at()), formatter.speaker(of, sentence.speaker()), formatter.device(sentence.device()), sentence.tag())
            .filter(part -> !part.isEmpty()).distinct().collect(Collectors.joining(" · ")));
    }

    void play() {
        Nodes.fireIfShown(play);
    }

    void edit() {
        Nodes.fireIfShown(edit);
    }

    void nameSpeaker() {
        Nodes.fireIfShown(speaker);
    }
}
