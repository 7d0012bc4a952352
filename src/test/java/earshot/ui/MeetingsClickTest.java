package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.engine.Command;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct.Format;
import earshot.meeting.MeetingAct;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.time.ManualTime;
import earshot.ui.part.PaintedList;
import earshot.ui.part.Texts.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The meetings view in a window, by clicks and keys.
class MeetingsClickTest {
    @TempDir
    private Path home;
    private final ManualTime time = new ManualTime();
    private final PretendEngine engine = new PretendEngine(time);
    private PretendMeetings meetings;
    private Console console;

    @BeforeEach
    void open() {
        meetings = MeetingScenes.live(engine, time, 20);
        console = Console.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        Frames.pass(4);
        console.showView("meetings");
        pass();
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    @DisplayName("U22: a meeting is started with the devices that can listen, without touching one")
    void start() {
        fire("#start");
        assertThat(text("#startGo")).isEqualTo("Start meeting");
        type("#startTitle", "Budget");
        fire("#startGo");
        assertThat(acts()).containsExactly(new MeetingAct.Start(List.of("94:a9:90:00:00:05"), "Budget"));
        assertThat(node("#startForm")).isNull();
        meetings.put(PretendMeetings.of(PretendMeetings.live("new", "Budget", time.now()), List.of()));
        pass();
        assertThat(words("#head .label")).contains("Budget");
    }

    @Test
    @DisplayName("U22: title, speaker and words are edited in their place; the key that opens the field is not typed into it")
    void edits() {
        fire("#editTitle");
        Frames.act(() -> {
            TextInputControl field = (TextInputControl) node0("#title .edit-field");
            field.setText("Monday sync");
            press(field, KeyCode.ENTER);
        });
        chooseLast();
        fire("#edit");
        inPlace("那我们再看一下预算。");
        fire("#speaker");
        inPlace("Bo");
        assertThat(acts()).containsExactly(new MeetingAct.Rename(MeetingScenes.LIVE, "Monday sync"), new MeetingAct.EditSegment(MeetingScenes.LIVE, 22, "那我们再看一下预算。"),
            new MeetingAct.NameSpeaker(MeetingScenes.LIVE, "S1", "Bo"));
        Frames.act(() -> {
            Node list = node0("#transcript");
            list.requestFocus();
            press(list, KeyCode.M);
            Node field = node0("#inPlace");
            field.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, "m", "m", KeyCode.UNDEFINED, false, false, false, false));
        });
        Instant pressed = time.now();
        pass();
        inPlace("decision");
        assertThat(acts()).last().as("the moment of M, not that of Enter").isEqualTo(new MeetingAct.Put(MeetingScenes.LIVE, Optional.of(22L), pressed, "decision"));
        assertThat(time.now()).isAfter(pressed);
    }

    @Test
    @DisplayName("U21: Finalize ends the meeting, and a line says how far it is")
    void finish() {
        fire("#finish");
        assertThat(acts()).containsExactly(new MeetingAct.Finish(MeetingScenes.LIVE));
        meetings.change(MeetingScenes.LIVE, of -> PretendMeetings.with(of, PretendMeetings.state(of.meeting(), Meeting.State.FINALIZING, Optional.empty())));
        pass();
        assertThat(text("#progressWords")).isEqualTo("acknowledged");
        assertThat(node("#finish").isDisabled()).isTrue();
    }

    @Test
    @DisplayName("U21: a live meeting says what comes next, and shows repeats only when asked")
    void status() {
        assertThat(text("#status")).isEqualTo("checkpoint in 07:20 · next push 3 s · 2 pending · 2.4 s of sound waiting");
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
        assertThat(acts()).containsExactly(new MeetingAct.Save(MeetingScenes.LIVE, Format.VTT, file, Locale.ENGLISH));
        assertThat(escape()).isTrue();
        assertThat(node("#exportForm")).isNull();
    }

    @Test
    void aSummaryThatNobodyWroteSaysSoInTheLanguageOfTheReaderAndOffersAModelAndAnother() {
        Summary none = new Summary(Summary.UNTITLED, Duration.ofMinutes(38), Summary.WITHOUT_MODEL, List.of(), List.of(), List.of(), List.of(), 203, false,
            Summary.Source.WITHOUT_MODEL, "", time.now());
        meetings.change("2b", of -> new Transcript(of.meeting(), of.segments(), of.marks(), of.speakers(), of.checkpoints(), Optional.of(none), of.metrics(), of.deliveries()));
        Frames.act(() -> ((ListView<?>) node0(".meeting-list")).getSelectionModel().select(1));
        pass();
        assertThat(text("#summarySource")).startsWith("There is no summary: no language model is chosen for meetings.");
        assertThat(Frames.onFx(() -> node0("#summaryTabs").lookupAll(".label").stream().map(label -> ((Labeled) label).getText()).toList())).doesNotContainAnyElementsOf(Summary.WITHOUT_MODEL);
        fire("#sumUpAgain");
        assertThat(acts()).containsExactly(new MeetingAct.SumUpAgain("2b"));
        meetings.change("2b", of -> PretendMeetings.with(of, PretendMeetings.trashed(of.meeting(), time.now())));
        pass();
        assertThat(node("#sumUpAgain")).as("not in the trash").isNull();
    }

    @Test
    @DisplayName("U22: deleting is one button and so is taking it back")
    void delete() {
        Frames.act(() -> ((ListView<?>) node0(".meeting-list")).getSelectionModel().select(1));
        pass();
        fire("#delete");
        assertThat(text("#undoWords")).isEqualTo("\"Planning\" is in the trash.");
        fire("#undo");
        assertThat(acts()).containsExactly(new MeetingAct.Discard("2b"), new MeetingAct.Restore("2b"));
    }

    @Test
    @DisplayName("U22: the stage shows the meeting to the room and Esc leaves it")
    void stage() {
        fire("#onStage");
        Window stage = Frames.onFx(() -> Window.getWindows().stream().filter(window -> window.getScene() != null && window.getScene().lookup("#stage-view") != null).findFirst().orElseThrow());
        assertThat(Frames.onFx(() -> ((Labeled) stage.getScene().lookup(".stage-new")).getText())).isEqualTo("那我们再看一下预算，这个月还剩");
        assertThat(Frames.onFx(() -> stage.getScene().getRoot().lookupAll(".level-meter").size())).isEqualTo(2);
        Frames.act(() -> press(stage.getScene().getRoot(), KeyCode.ESCAPE));
        assertThat(stage.isShowing()).isFalse();
    }

    @Test
    @DisplayName("U42: every control of the meetings has a name, and the painted transcript is told line by line")
    void spoken() {
        List<Node> nodes = new ArrayList<>();
        Frames.act(() -> walk(node0(".meetings"), nodes));
        assertThat(nodes.stream().filter(MeetingsClickTest::nameless).map(node -> node + " " + node.getId())).isEmpty();
        chooseLast();
        assertThat(Frames.onFx(() -> node0("#transcript").queryAccessibleAttribute(javafx.scene.AccessibleAttribute.TEXT))).asString().startsWith("row 23 of 23, 00:02:").endsWith("pending");
    }

    private void chooseLast() {
        Frames.act(() -> {
            PaintedList list = (PaintedList) node0("#transcript");
            list.requestFocus();
            press(list, KeyCode.END);
        });
    }

    private void inPlace(String text) {
        Frames.act(() -> {
            TextInputControl field = (TextInputControl) node0("#inPlace");
            assertThat(field.isVisible()).isTrue();
            assertThat(field.getText()).isNotEqualTo("m");
            field.setText(text);
            press(field, KeyCode.ENTER);
        });
    }

    private static void press(Node node, KeyCode code) {
        node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private boolean escape() {
        Frames.act(() -> press(console.stage().getScene().getRoot(), KeyCode.ESCAPE));
        return true;
    }

    private static boolean nameless(Node node) {
        boolean silent = node.getAccessibleText() == null || node.getAccessibleText().isBlank();
        return switch (node) {
            case ButtonBase button -> silent && (button.getText() == null || button.getText().isBlank()) && button.isVisible() && !button.getStyleClass().contains("arrow-button")
                && !button.getStyleClass().contains("control-buttons-tab");
            case TextInputControl field -> silent && field.isVisible();
            case ComboBoxBase<?> _, ListView<?> _ -> silent;
            default -> false;
        };
    }

    private static void walk(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, into));
        }
    }

    private List<String> words(String selector) {
        return Frames.onFx(() -> console.stage().getScene().getRoot().lookupAll(selector).stream().filter(Labeled.class::isInstance).map(node -> ((Labeled) node).getText()).toList());
    }

    private List<MeetingAct> acts() {
        return engine.sent.stream().filter(Command.Meet.class::isInstance).map(command -> ((Command.Meet) command).act()).toList();
    }

    private void type(String id, String text) {
        Frames.act(() -> ((TextInputControl) node0(id)).setText(text));
    }

    private void fire(String id) {
        Frames.act(() -> ((ButtonBase) node0(id)).fire());
    }

    private String text(String id) {
        return ((Labeled) node(id)).getText();
    }

    private Node node(String selector) {
        return Frames.onFx(() -> node0(selector));
    }

    private Node node0(String selector) {
        return console.stage().getScene().lookup(selector);
    }

    private void pass() {
        Frames.pass(4);
        time.advance(Duration.ofMillis(150));
        Frames.pass(4);
    }
}
