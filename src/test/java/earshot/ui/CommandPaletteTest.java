package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.time.TimeFake;
import earshot.ui.kit.Texts.Language;
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
class CommandPaletteTest {
    @TempDir
    private Path home;
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private ConsoleWindow console;

    @BeforeEach
    void open() {
        MeetingScreenshotScenes.live(engine, time, 12);
        console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
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
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("setting-vad-min_silence_ms");
        choose("grace_sec");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("setting-grace_seconds");
    }

    @Test
    void arrowsChooseAndEscLeaves() {
        key(console, KeyCode.K, true);
        RenderedFrames.runAndAwait(() -> ((TextInputControl) node0("#paletteField")).setText("meeting"));
        ListView<?> list = (ListView<?>) node("#paletteList");
        RenderedFrames.runAndAwait(() -> press(node0("#paletteField"), KeyCode.DOWN));
        assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(1);
        key(console, KeyCode.ESCAPE, false);
        assertThat(node("#palette")).isNull();
    }

    private void choose(String words) {
        RenderedFrames.runAndAwait(() -> ((ButtonBase) node0(".title-bar .text-button")).fire());
        RenderedFrames.runAndAwait(() -> {
            TextInputControl field = (TextInputControl) node0("#paletteField");
            field.setText(words);
            press(field, KeyCode.ENTER);
        });
        pass();
    }

    private static void key(ConsoleWindow console, KeyCode code, boolean control) {
        RenderedFrames.runAndAwait(() -> console.stage().getScene().getRoot().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false)));
    }

    private static void press(Node node, KeyCode code) {
        node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private Node node(String selector) {
        return RenderedFrames.onFx(() -> node0(selector));
    }

    private Node node0(String selector) {
        return console.stage().getScene().lookup(selector);
    }

    private void pass() {
        RenderedFrames.await(4);
        time.advance(Duration.ofMillis(150));
        RenderedFrames.await(4);
    }
}
