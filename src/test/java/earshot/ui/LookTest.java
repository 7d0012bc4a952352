package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.ui.part.Texts.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookTest {
    @TempDir
    private Path home;

    @Test
    void whatWasKeptComesBack() {
        Look look = new Look(1400, 900, true, Theme.DARK, Language.CHINESE, "timeline", true);
        look.write(home);
        assertThat(Look.read(home)).isEqualTo(look);
    }

    @Test
    void nonsenseReadsAsTheFirstLook() throws IOException {
        Files.writeString(home.resolve("console.properties"), "width=-3\nheight=NaN\ntheme=pink\nlanguage=\nmaximized=perhaps\n");
        assertThat(Look.read(home)).isEqualTo(Look.first());
        Files.writeString(home.resolve("console.properties"), "width=\\u12");
        assertThat(Look.read(home)).isEqualTo(Look.first());
    }

    @Test
    void noFileIsNoProblem() {
        assertThat(Look.read(home.resolve("nowhere"))).isEqualTo(Look.first());
    }
}
