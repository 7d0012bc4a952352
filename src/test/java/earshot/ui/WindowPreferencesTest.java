package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.kit.Texts.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowPreferencesTest {
    @TempDir
    private Path home;

    @Test
    void whatWasKeptComesBack() {
        WindowPreferences windowPreferences = new WindowPreferences(1400, 900, true, Theme.DARK, Language.CHINESE, "timeline", true, Map.of("devices", "-age"));
        windowPreferences.write(home);
        assertThat(WindowPreferences.read(home)).isEqualTo(windowPreferences);
    }

    @Test
    void nonsenseReadsAsTheFirstLook() throws IOException {
        Files.writeString(home.resolve("console.properties"), "width=-3\nheight=NaN\ntheme=pink\nlanguage=\nmaximized=perhaps\n");
        assertThat(WindowPreferences.read(home)).isEqualTo(WindowPreferences.defaults());
        Files.writeString(home.resolve("console.properties"), "width=\\u12");
        assertThat(WindowPreferences.read(home)).isEqualTo(WindowPreferences.defaults());
    }

    @Test
    void noFileIsNoProblem() {
        assertThat(WindowPreferences.read(home.resolve("nowhere"))).isEqualTo(WindowPreferences.defaults());
    }
}
