package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which keys do what in the whole window, and which sizes of the window are kept.
class KeyboardShortcutTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({ "LEFT, alt, BACK", "RIGHT, alt, FORWARD", "F, control, FILTER", "K, control, PALETTE", "COMMA, control, SETTINGS", "F1, none, HELP",
        "ESCAPE, none, ESCAPE", "Z, control, UNDO" })
    void aKeyIsItsShortcut(KeyCode code, String modifier, KeyboardShortcut shortcut) {
        assertThat(KeyboardShortcut.of(pressed(code, modifier))).contains(shortcut);
        assertThat(shortcut.label()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"LEFT, none", "LEFT, control", "F, none", "F, alt", "K, none", "Z, none", "SLASH, none", "F1, control", "A, none"})
    void anyOtherKeyIsNone(KeyCode code, String modifier) {
        assertThat(KeyboardShortcut.of(pressed(code, modifier))).isEmpty();
    }

    /// `/` is Shift+7 on a German keyboard: the character counts, not the key.
    @Test
    void aCharacterIsItsShortcut() {
        assertThat(KeyboardShortcut.ofCharacter("/")).contains(KeyboardShortcut.FILTER);
        assertThat(KeyboardShortcut.ofCharacter("?")).contains(KeyboardShortcut.HELP);
        assertThat(KeyboardShortcut.ofCharacter("7")).isEmpty();
        assertThat(KeyboardShortcut.ofCharacter("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DIGIT1, 0", "DIGIT9, 8", "NUMPAD1, 0", "NUMPAD7, 6"})
    void aNumberWithControlIsAView(KeyCode code, int view) {
        assertThat(KeyboardShortcut.view(pressed(code, "control"))).contains(view);
        assertThat(KeyboardShortcut.view(pressed(code, "none"))).isEmpty();
        assertThat(KeyboardShortcut.view(pressed(code, "alt"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DIGIT0", "NUMPAD0", "A", "F1"})
    void anythingElseIsNoView(KeyCode code) {
        assertThat(KeyboardShortcut.view(pressed(code, "control"))).isEmpty();
    }

    @Test
    void theHelpListsEachShortcutOfAViewOnce() {
        assertThat(KeyboardShortcut.VIEW_SHORTCUTS).extracting(KeyboardShortcut.ViewShortcut::name).doesNotHaveDuplicates();
        assertThat(KeyboardShortcut.VIEW_SHORTCUTS).extracting(KeyboardShortcut.ViewShortcut::keys).doesNotContain("");
    }

    @ParameterizedTest
    @CsvSource({ "1400, 900, 1400, 900", "960, 600, 960, 600", "959, 599, 1280, 800", "10000, 10000, 10000, 10000", "10001, 1e9, 1280, 800",
        "wide, , 1280, 800", "NaN, Infinity, 1280, 800" })
    void aSizeThatNoScreenHasIsNotTaken(String width, String height, double keptWidth, double keptHeight) throws Exception {
        Files.writeString(home.resolve("console.properties"), "width=" + width + "\nheight=" + Optional.ofNullable(height).orElse("") + "\n");
        WindowPreferences read = WindowPreferences.read(home);
        assertThat(read.width()).isEqualTo(keptWidth);
        assertThat(read.height()).isEqualTo(keptHeight);
    }

    @Test
    void oneChangeLeavesTheOthers() {
        WindowPreferences first = WindowPreferences.defaults().withView("timeline").with(Theme.DARK).withOfferDeclined(true).withSize(1_000, 700, true);
        first.write(home);
        assertThat(WindowPreferences.read(home)).isEqualTo(first);
        first.with(Theme.LIGHT).write(home);
        assertThat(WindowPreferences.read(home)).isEqualTo(first.with(Theme.LIGHT));
        assertThat(home).isDirectoryNotContaining(file -> file.getFileName().toString().endsWith(".new"));
    }

    @Test
    void whatCannotBeWrittenIsNoFailure() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        WindowPreferences.defaults().write(file.resolve("below"));
        assertThat(WindowPreferences.read(file.resolve("below"))).isEqualTo(WindowPreferences.defaults());
    }

    private static KeyEvent pressed(KeyCode code, String modifier) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, modifier.equals("shift"), modifier.equals("control"), modifier.equals("alt"), false);
    }
}
