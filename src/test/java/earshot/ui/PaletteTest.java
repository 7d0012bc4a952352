package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.time.ManualTime;
import earshot.ui.part.Texts.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("U39: the palette goes everywhere by its words")
class PaletteTest {
    @TempDir
    private Path home;
    private final ManualTime time = new ManualTime();
    private final PretendEngine engine = new PretendEngine(time);
    private Console console;

    @BeforeEach
    void open() {
        MeetingScenes.live(engine, time, 12);
        console = Console.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        pass();
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aMeetingIsFoundByItsTitle() {
        choose("plann");
        assertThat(node("#palette")).isNull();
        assertThat(((Label) node("#facts")).getText()).contains("203 sentences");
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
        assertThat(Frames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("setting-vad-min_silence_ms");
        choose("grace_sec");
        assertThat(Frames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("setting-grace_seconds");
    }

    @Test
    void arrowsChooseAndEscLeaves() {
        key(console, KeyCode.K, true);
        Frames.act(() -> ((TextInputControl) node0("#paletteField")).setText("meeting"));
        ListView<?> list = (ListView<?>) node("#paletteList");
        Frames.act(() -> press(node0("#paletteField"), KeyCode.DOWN));
        assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(1);
        key(console, KeyCode.ESCAPE, false);
        assertThat(node("#palette")).isNull();
    }

    private void choose(String words) {
        Frames.act(() -> ((ButtonBase) node0(".title-bar .text-button")).fire());
        Frames.act(() -> {
            TextInputControl field = (TextInputControl) node0("#paletteField");
            field.setText(words);
            press(field, KeyCode.ENTER);
        });
        pass();
    }

    private static void key(Console console, KeyCode code, boolean control) {
        Frames.act(() -> console.stage().getScene().getRoot().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false)));
    }

    private static void press(Node node, KeyCode code) {
        node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
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
