package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings files larger than any that people write.
class LargeSettingsTest {
    @TempDir
    Path home;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void aFileBeyondTheBoundIsNotReadAndThatIsSaid() throws IOException {
        Files.writeString(home.resolve("settings.yaml"), "prompt: |\n" + "  a line of the prompt\n".repeat(140_000));
        configuration();
        assertThat(problems).first().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.CONFIG_UNREADABLE);
            assertThat(problem.why(Locale.ENGLISH)).contains("at most 1048576 are read");
        });
    }

    /// Each took minutes when each secret cost a walk through the text, or each word of a comment a walk through the rest of it.
    @ParameterizedTest
    @ValueSource(strings = {"# a token: number %d\n", "x%d: {token: number %d}\n", "# token token token %d"})
    void manySecretsCostNoMoreThanTheirText(String line) throws IOException {
        StringBuilder text = new StringBuilder("prompt: kind\n");
        for (int i = 0; text.length() < 400_000 && i < 6_000; i++) {
            text.append(line.formatted(i, i));
        }
        Files.writeString(home.resolve("settings.yaml"), text.append('\n'));
        Configuration configuration = configuration();
        configuration.useRevisionStore(RevisionStore.none());
        assertThat(configuration.history().get().revisions()).hasSize(1);
        assertThat(configuration.written("prompt")).contains("kind");
    }

    private Configuration configuration() {
        return new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(problems::add), new TimeFake());
    }
}
