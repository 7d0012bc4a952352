package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that are generated from the catalog of settings. Run with `-Dearshot.write=true` to write them anew.
class SettingsReferenceTest {
    private static final Path REFERENCE = Path.of("assets/docs/settings.md");
    private static final Path DEFAULTS = Path.of("assets/defaults.yaml");

    private final SettingsReference reference = new SettingsReference(EngineSettings.CATALOG);

    @TempDir
    Path home;

    @Test
    void theReferenceIsUpToDate() throws IOException {
        assertUpToDate(REFERENCE, reference.markdown());
    }

    @Test
    void theFileOfDefaultsIsUpToDate() throws IOException {
        assertUpToDate(DEFAULTS, reference.defaultsFile());
    }

    @Test
    void theFileOfDefaultsChangesNothingWhenItIsTheSettingsFile() throws IOException {
        Files.writeString(home.resolve(Configuration.HOME_FILE), reference.defaultsFile());
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), ProblemSinkFake.refusing(), new TimeFake());
        assertThat(configuration.settings().get()).isEqualTo(Settings.defaults());
        assertThat(configuration.overview().get().unknownKeys()).isEmpty();
        assertThat(configuration.layer("vad.mode")).isEqualTo(SettingsLayer.CONSOLE);
    }

    private static void assertUpToDate(Path file, String text) throws IOException {
        if (Boolean.getBoolean("earshot.write")) {
            Files.writeString(file, text);
        }
        assertThat(file).as("to write it anew: mvn test -Dtest=SettingsReferenceTest -Dearshot.write=true").exists().content().isEqualTo(text);
    }
}
