package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.TranscriptVersion;
import earshot.ui.kit.CanvasListView;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The meetings view in a window, by clicks and keys.
class MeetingsClickTest extends ConsoleFixture {
    private MeetingModelFake meetings;

    @BeforeEach
    void open() {
        meetings = MeetingScreenshotScenes.live(engine, time, 20);
        open(Language.ENGLISH);
        console.showView("meetings");
        pass();
    }

    @Test
    @DisplayName("U22: a meeting is started with the devices that can listen, without touching one")
    void start() {
        fire("#start");
        assertThat(text("#startGo")).isEqualTo("Start meeting");
        type("#startTitle", "Budget");
        fire("#startGo");
        assertThat(acts()).containsExactly(new MeetingCommand.Start(List.of(new DeviceId("94:a9:90:00:00:05")), "Budget"));
        assertThat(node("#startForm")).isNull();
        meetings.put(MeetingModelFake.of(MeetingModelFake.live(new MeetingId("new"), "Budget", time.now()), List.of()));
        pass();
        assertThat(words("#head .label")).contains("Budget");
    }

    @Test
    void whyNoMeetingCanBeginYetIsSaidBesideTheButton() {
        for (String id : List.of("94:05", "94:06")) {
            engine.device(new DeviceId(id)).connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "");
        }
        pass();
        fire("#start");
        assertThat(node("#startGo").isDisabled()).isTrue();
        assertThat(node("#startMissing").isVisible()).isTrue();
        assertThat(text("#startMissing")).isEqualTo("Tick at least one device.");
        assertFitsSmallestWindow();
        RenderedFrames.runAndAwait(() -> console.stage().getScene().getRoot().lookupAll("#startForm .check-box").stream().map(CheckBox.class::cast)
            .filter(box -> !box.isDisabled()).findFirst().orElseThrow().fire());
        assertThat(node("#startGo").isDisabled()).isFalse();
        assertThat(node("#startMissing").isVisible()).isFalse();
    }

    @Test
    @DisplayName("U22: title, speaker and words are edited in their place; the key that opens the field is not typed into it")
    void edits() {
        fire("#editTitle");
        RenderedFrames.runAndAwait(() -> {
            TextInputControl field = (TextInputControl) lookup("#title .edit-field");
            field.setText("Monday sync");
            press(field, KeyCode.ENTER);
        });
        chooseLast();
        List<Node> beside = RenderedFrames.onFx(() -> List.copyOf(lookup("#edit").getParent().getChildrenUnmodifiable()));
        assertThat(beside.indexOf(node("#original"))).as("what comes with an edit moves no button under the hand").isLessThan(beside.indexOf(node("#edit")));
        fire("#edit");
        inPlace("那我们再看一下预算。");
        fire("#speaker");
        inPlace("Bo");
        assertThat(acts()).containsExactly(new MeetingCommand.Rename(new MeetingId(MeetingScreenshotScenes.LIVE), "Monday sync"),
            new MeetingCommand.EditSentence(new MeetingId(MeetingScreenshotScenes.LIVE), 22, "那我们再看一下预算。"),
            new MeetingCommand.NameSpeaker(new MeetingId(MeetingScreenshotScenes.LIVE), "S1", "Bo"));
        RenderedFrames.runAndAwait(() -> {
            Node list = lookup("#transcript");
            list.requestFocus();
            press(list, KeyCode.M);
            Node field = lookup("#inPlace");
            field.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, "m", "m", KeyCode.UNDEFINED, false, false, false, false));
        });
        Instant pressed = time.now();
        pass();
        inPlace("decision");
        assertThat(acts()).last().as("the moment of M, not that of Enter")
            .isEqualTo(new MeetingCommand.AddBookmark(new MeetingId(MeetingScreenshotScenes.LIVE), Optional.of(22L), pressed, "decision"));
        assertThat(time.now()).isAfter(pressed);
    }

    @Test
    void anImportIsShownWhileItRuns() {
        assertThat(text("#importRecording")).isEqualTo("Import a recording…");
        assertThat(node("#cancelImport").isVisible()).isFalse();
        engine.operations.set(
            List.of(new EngineFake.Running(OperationKind.IMPORT, time.now(), new Operation.Progress("hearing", List.of("talk.wav", "40"), Optional.of(0.4)))));
        pass();
        assertThat(text("#importWords")).isEqualTo("talk.wav: 40 %");
        assertThat(node("#cancelImport").isVisible()).isTrue();
        assertThat(node("#importRecording").isVisible()).isFalse();
    }

    @Test
    @DisplayName("U21: Finalize ends the meeting, and a line says how far it is")
    void finish() {
        fire("#finish");
        assertThat(acts()).containsExactly(new MeetingCommand.Finish(new MeetingId(MeetingScreenshotScenes.LIVE)));
        meetings.change(MeetingScreenshotScenes.LIVE,
            of -> MeetingModelFake.with(of, MeetingModelFake.state(of.meeting(), Meeting.Lifecycle.FINALIZING, Optional.empty())));
        pass();
        assertThat(text("#progressWords")).isEqualTo("acknowledged");
        assertThat(node("#finish").isDisabled()).isTrue();
    }

    @Test
    @DisplayName("U21: a live meeting says what comes next, and shows repeats only when asked")
    void status() {
        assertThat(text("#status")).isEqualTo("interim summary in 07:20 · next push 3 s · 2 pending · 2.4 s of sound waiting");
        assertThat(text("#repeats")).isEqualTo("Show 1 dropped repeat");
        fire("#repeats");
        assertThat(text("#repeats")).isEqualTo("Hide 1 dropped repeat");
    }

    @Test
    @DisplayName("U22: an export shows what it will hold and is written")
    void export() {
        fire("#export");
        pass();
        fire("#format-vtt");
        pass();
        assertThat(((TextInputControl) node("#preview")).getText()).startsWith("WEBVTT\n\nNOTE\nTitle: Weekly sync");
        Path file = home.resolve("a.vtt");
        type("#exportFile", file.toString());
        fire("#exportSave");
        Awaitility.await().until(() -> {
            pass();
            return !acts().isEmpty();
        });
        assertThat(acts()).containsExactly(new MeetingCommand.Export(new MeetingId(MeetingScreenshotScenes.LIVE), Format.VTT, file, Locale.ENGLISH));
        assertThat(escape()).isTrue();
        assertThat(node("#exportForm")).isNull();
    }

    @Test
    void aSummaryThatNobodyWroteSaysSoInTheLanguageOfTheReaderAndOffersAModelAndAnother() {
        Summary none = new Summary(new Summary.Content(Summary.UNTITLED, Summary.WITHOUT_MODEL, List.of(), List.of(), List.of(), List.of()),
            Duration.ofMinutes(38), 203,
            false, Summary.Source.WITHOUT_MODEL, "", time.now());
        meetings.change("2b", of -> new MeetingTranscript(of.meeting(), of.sentences(), of.marks(), of.speakers(), of.checkpoints(), Optional.of(none),
            of.metrics(), of.deliveries()));
        RenderedFrames.runAndAwait(() -> ((ListView<?>) lookup(".meeting-list")).getSelectionModel().select(1));
        pass();
        assertThat(text("#summarySource")).startsWith("There is no summary: no language model is chosen for meetings.");
        assertThat(RenderedFrames.onFx(() -> lookup("#summaryTabs").lookupAll(".label").stream().map(label -> ((Labeled) label).getText()).toList()))
            .doesNotContainAnyElementsOf(Summary.WITHOUT_MODEL);
        fire("#sumUpAgain");
        assertThat(acts()).containsExactly(new MeetingCommand.Resummarize(new MeetingId("2b")));
        meetings.change("2b", of -> MeetingModelFake.with(of, MeetingModelFake.trashed(of.meeting(), time.now())));
        pass();
        assertThat(node("#sumUpAgain")).as("not in the trash").isNull();
    }

    @Test
    @DisplayName("U22: deleting is one button and so is taking it back")
    void delete() {
        RenderedFrames.runAndAwait(() -> ((ListView<?>) lookup(".meeting-list")).getSelectionModel().select(1));
        pass();
        fire("#delete");
        assertThat(text("#undoWords")).isEqualTo("\"Planning\" is in the trash.");
        fire("#undo");
        assertThat(acts()).containsExactly(new MeetingCommand.MoveToTrash(new MeetingId("2b")), new MeetingCommand.Restore(new MeetingId("2b")));
    }

    @Test
    void aMeetingWithSoundIsTranscribedAgainItsTextsAreSwitchedAndItsJoinIsUndone() {
        ModelsStateSamples.arrange(engine, time);
        RenderedFrames.runAndAwait(() -> ((ListView<?>) lookup(".meeting-list")).getSelectionModel().select(1));
        pass();
        assertThat(node("#versions").isVisible() || node("#separate").isVisible()).isFalse();
        fire("#retranscribe");
        assertThat(RenderedFrames.onFx(() -> ((ComboBox<?>) lookup("#retranscribeWith")).getItems().toString())).contains("sphinx4");
        fire("#retranscribeGo");
        assertThat(engine.sentCommands).last().isInstanceOfSatisfying(Command.Retranscribe.class,
            command -> assertThat(command.meeting()).isEqualTo(new MeetingId("2b")));
        assertThat(node("#retranscribeForm")).isNull();

        List<TranscriptVersion> versions = List.of(new TranscriptVersion(0, "", time.now().minusSeconds(9_000), 203, false),
            new TranscriptVersion(1, "whisper_small", time.now(), 198, true));
        meetings.change("2b", of -> new MeetingTranscript(of.meeting(), of.sentences(), of.marks(), of.speakers(), of.checkpoints(), of.summary(), of.metrics(),
            new MeetingTranscript.History(of.deliveries(), versions, List.of(new MeetingId("0t"), new MeetingId("3c")))));
        pass();
        assertThat(text("#versions")).isEqualTo("Text: whisper_small");
        assertThat(words("#summaryTabs .label")).anyMatch(text -> text.contains("from another text of the meeting"));
        RenderedFrames.runAndAwait(() -> ((MenuButton) lookup("#versions")).getItems().getFirst().fire());
        RenderedFrames.runAndAwait(() -> ((MenuButton) lookup("#versions")).getItems().getLast().fire());
        assertThat(text("#dialog .heading")).startsWith("Delete the text original").endsWith("203 sentences?");
        assertThat(RenderedFrames.onFx(() -> lookup("#dialog .button").getStyleClass().toString())).as("it cannot be undone").contains("danger");
        RenderedFrames.runAndAwait(() -> ((Button) lookup("#dialog .button")).fire());
        fire("#separate");
        assertThat(acts()).containsExactly(new MeetingCommand.ShowVersion(new MeetingId("2b"), 0), new MeetingCommand.DeleteVersion(new MeetingId("2b"), 0),
            new MeetingCommand.Separate(new MeetingId("2b")));
        meetings.meetings.update(all -> all.stream().filter(meeting -> !meeting.id().value().equals("3c")).toList());
        meetings.change("2b", of -> MeetingModelFake.with(of, of.meeting().withTitle("Joined")));
        pass();
        assertThat(node("#separate").isVisible()).as("one of the two is gone").isFalse();
    }

    @Test
    @DisplayName("U22: the stage shows the meeting to the room and Esc leaves it")
    void stage() {
        fire("#onStage");
        Window stage = RenderedFrames.onFx(() -> Window.getWindows().stream()
            .filter(window -> window.getScene() != null && window.getScene().lookup("#stage-view") != null).findFirst().orElseThrow());
        assertThat(RenderedFrames.onFx(() -> ((Labeled) stage.getScene().lookup(".stage-new")).getText())).isEqualTo("那我们再看一下预算，这个月还剩");
        assertThat(RenderedFrames.onFx(() -> stage.getScene().getRoot().lookupAll(".level-meter").size())).isEqualTo(2);
        RenderedFrames.runAndAwait(() -> press(stage.getScene().getRoot(), KeyCode.ESCAPE));
        assertThat(stage.isShowing()).isFalse();
    }

    @Test
    @DisplayName("U42: every control of the meetings has a name, and the painted transcript is told line by line")
    void spoken() {
        List<Node> nodes = new ArrayList<>();
        RenderedFrames.runAndAwait(() -> walk(lookup(".meetings"), nodes));
        assertThat(nodes.stream().filter(Node::isVisible).filter(ConsoleFixture::nameless).map(node -> node + " " + node.getId())).isEmpty();
        chooseLast();
        assertThat(RenderedFrames.onFx(() -> lookup("#transcript").queryAccessibleAttribute(javafx.scene.AccessibleAttribute.TEXT))).asString()
            .startsWith("row 23 of 23, 00:02:").endsWith("pending");
    }

    private void chooseLast() {
        RenderedFrames.runAndAwait(() -> {
            CanvasListView list = (CanvasListView) lookup("#transcript");
            list.requestFocus();
            press(list, KeyCode.END);
        });
    }

    @Test
    void theOpenMeetingIsSelectedAgainWhenTheSearchIsGivenUp() {
        assertThat(chosenRow()).contains("Weekly sync");
        type("#search", "planning");
        pass(Duration.ofSeconds(1));
        assertThat(chosenRow()).doesNotContain("Weekly sync");
        RenderedFrames.runAndAwait(() -> press(lookup("#search"), KeyCode.ESCAPE));
        pass();
        assertThat(((TextInputControl) node("#search")).getText()).isEmpty();
        assertThat(chosenRow()).as("what is shown beside the list").contains("Weekly sync");
    }

    private String chosenRow() {
        return String.valueOf(RenderedFrames.onFx(() -> ((ListView<?>) lookup("#list")).getSelectionModel().getSelectedItem()));
    }

    private void inPlace(String text) {
        RenderedFrames.runAndAwait(() -> {
            TextInputControl field = (TextInputControl) lookup("#inPlace");
            assertThat(field.isVisible()).isTrue();
            assertThat(field.getText()).isNotEqualTo("m");
            field.setText(text);
            press(field, KeyCode.ENTER);
        });
    }

    private boolean escape() {
        RenderedFrames.runAndAwait(() -> press(console.stage().getScene().getRoot(), KeyCode.ESCAPE));
        return true;
    }

    private List<MeetingCommand> acts() {
        return engine.sentCommands.stream().filter(Command.PerformMeetingCommand.class::isInstance)
            .map(command -> ((Command.PerformMeetingCommand) command).act()).toList();
    }

    private void type(String id, String text) {
        RenderedFrames.runAndAwait(() -> ((TextInputControl) lookup(id)).setText(text));
    }

    private void pass() {
        pass(Duration.ofMillis(150));
    }
}
