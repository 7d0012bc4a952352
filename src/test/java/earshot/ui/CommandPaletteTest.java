package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.ui.kit.Texts.Language;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodHighlight;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U39: the palette goes everywhere by its words")
class CommandPaletteTest extends ConsoleFixture {
    @BeforeEach
    void open() {
        MeetingScreenshotScenes.live(engine, time, 12);
        open(Language.ENGLISH);
        pass();
    }

    @Test
    void aMeetingIsFoundByItsTitle() {
        choose("plann");
        assertThat(node("#palette")).isNull();
        assertThat(((Label) node("#facts")).getText()).contains("203 sentences");
    }

    @Test
    void whatTheInputMethodStillComposesIsNoSearch() {
        key(console, KeyCode.K, true);
        TextInputControl field = (TextInputControl) node("#paletteField");
        ListView<?> found = (ListView<?>) node("#paletteList");
        int all = found.getItems().size();
        RenderedFrames.runAndAwait(() -> composes(field, "chu fang", ""));
        assertThat(field.getText()).isEqualTo("chu fang");
        assertThat(found.getItems()).as("no word says that there is no match").hasSize(all);
        RenderedFrames.runAndAwait(() -> composes(field, "", "kitchen"));
        assertThat(found.getItems()).hasSizeBetween(1, all - 1);
    }

    private static void composes(TextInputControl field, String composed, String committed) {
        List<InputMethodTextRun> runs = composed.isEmpty() ? List.of() : List.of(new InputMethodTextRun(composed, InputMethodHighlight.UNSELECTED_RAW));
        Event.fireEvent(field, new InputMethodEvent(field, field, InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, runs, committed, composed.length()));
    }

    @Test
    void itSaysWhichThemeAndWhichLanguageIsOn() {
        choose("theme: dark");
        assertThat(theme("dark mode")).containsOnlyOnce("Theme: dark, ✓ now, Command").filteredOn(words -> words.contains("✓")).hasSize(1);
        choose("theme: light");
        assertThat(theme("dark mode")).contains("Theme: dark, Command").noneMatch(words -> words.contains("dark, ✓"));
        assertThat(theme("switch to chinese")).containsOnly("Switch to Chinese, ✓ English now, Command");
    }

    private List<String> theme(String typed) {
        key(console, KeyCode.K, true);
        RenderedFrames.runAndAwait(() -> ((TextInputControl) lookup("#paletteField")).setText(typed));
        RenderedFrames.await(4);
        List<String> rows = all("#paletteList .list-cell").stream().map(Node::getAccessibleText)
            .filter(words -> words != null && words.matches("(Theme|Switch).*")).toList();
        key(console, KeyCode.ESCAPE, false);
        return rows;
    }

    @Test
    void aMeetingIsBegunFromAnywhere() {
        choose("start meet");
        assertThat(((Labeled) node("#startGo")).getText()).isEqualTo("Start meeting");
    }

    @Test
    void aDeviceAndAViewAreGoneTo() {
        choose("problems view");
        assertThat(node(".problems")).isNotNull();
        choose("kitchen");
        assertThat(node("#tabs")).isNotNull();
    }

    @Test
    void aSettingIsFoundByItsWordsOrItsKeyAndItsFieldIsGoneTo() {
        choose("ends a turn setting");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("setting-vad-min_silence_ms");
        choose("grace_sec");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("setting-grace_seconds");
    }

    @Test
    void whatIsDoneAndWhatWentWrongIsFoundByTheWordsOfPeople() {
        choose("timeout idle");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("setting-close_connection_no_voice_time");
        choose("restart server");
        assertThat(words("#dialog .button")).as("it asks, as its button does").contains("Restart server");
        key(console, KeyCode.ESCAPE, false);
        choose("api key model");
        assertThat(node("#modelTabs")).isNotNull();
        engine.problems.set(List.of(new ProblemEntry(7, new Problem(ProblemCode.FRAMES_LATE, new ProblemSubject.Program(), List.of("Hall", "5", "1")),
            time.now(), time.now(), 1, Optional.empty())));
        pass();
        choose("frames.late");
        assertThat(((ListView<?>) node(".problem-list")).getSelectionModel().getSelectedItem()).isEqualTo(engine.problems.get().getFirst());
        choose("simulator");
        assertThat(engine.sentCommands).last().isEqualTo(new Command.StartTestDevice(Optional.empty()));
        choose("undo");
        assertThat(engine.sentCommands).last().isEqualTo(new Command.UndoSettings());
    }

    @Test
    void theModelThatAnswersIsTriedFromAnywhere() {
        choose("try the model");
        assertThat(engine.sentCommands).as("before there is a row").containsOnlyOnce(new Command.TryModel("chat"));
        engine.models.set(ModelsStateSamples.many(time.now()));
        pass();
        choose("try the model");
        assertThat(engine.sentCommands).last().isEqualTo(new Command.TryModel("chat"));
        assertThat(node("#modelTabs")).as("where its row shows what it said").isNotNull();
    }

    @Test
    void theListOfToolServersIsGoneTo() {
        choose("mcp stderr");
        pass();
        assertThat(shown(node("#toolServers"))).isTrue();
        assertThat(RenderedFrames.onFx(() -> lookup("#toolServers").localToScene(lookup("#toolServers").getLayoutBounds()).getMaxY()))
            .as("in sight").isBetween(1.0, console.stage().getScene().getHeight());
    }

    @Test
    void whatIsTypedBeforeItsFieldHasTheFocusIsNotLost() {
        RenderedFrames.runAndAwait(() -> {
            Parent root = console.stage().getScene().getRoot();
            root.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.K, false, true, false, false));
            "idle".chars()
                .forEach(c -> root.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, Character.toString(c), "", KeyCode.UNDEFINED, false, false, false, false)));
        });
        assertThat(RenderedFrames.onFx(() -> ((TextInputControl) lookup("#paletteField")).getText())).isEqualTo("idle");
    }

    @Test
    @DisplayName("a person who types before the first frame of the palette gets what was typed, not the first entry")
    void whatIsTypedBeforeTheFirstFrameIsNotLost() {
        RenderedFrames.runAndAwait(() -> {
            Scene scene = console.stage().getScene();
            scene.getRoot().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.K, false, true, false, false));
            for (KeyCode code : List.of(KeyCode.I, KeyCode.D, KeyCode.L, KeyCode.E)) {
                scene.getFocusOwner().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
                scene.getFocusOwner().fireEvent(new KeyEvent(KeyEvent.KEY_TYPED, LetterCase.lower(code.getChar()), "", KeyCode.UNDEFINED, false, false,
                    false, false));
            }
        });
        assertThat(RenderedFrames.onFx(() -> ((TextInputControl) lookup("#paletteField")).getText())).isEqualTo("idle");
    }

    @Test
    void arrowsChooseAndEscLeaves() {
        key(console, KeyCode.K, true);
        RenderedFrames.runAndAwait(() -> ((TextInputControl) lookup("#paletteField")).setText("meeting"));
        ListView<?> list = (ListView<?>) node("#paletteList");
        RenderedFrames.runAndAwait(() -> press(lookup("#paletteField"), KeyCode.DOWN));
        assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(1);
        key(console, KeyCode.ESCAPE, false);
        assertThat(node("#palette")).isNull();
    }

    private void choose(String words) {
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup(".title-bar .text-button")).fire());
        RenderedFrames.runAndAwait(() -> {
            TextInputControl field = (TextInputControl) lookup("#paletteField");
            field.setText(words);
            press(field, KeyCode.ENTER);
        });
        pass();
    }

    private static void key(ConsoleWindow console, KeyCode code, boolean control) {
        RenderedFrames
            .runAndAwait(() -> console.stage().getScene().getRoot().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false)));
    }

    private void pass() {
        pass(Duration.ofMillis(150));
    }
}
