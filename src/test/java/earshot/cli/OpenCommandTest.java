package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineModel;
import earshot.playback.SessionFileSamples;
import earshot.store.HomeDirectory;
import earshot.store.HomeLock;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<EngineModel> shown = new ArrayList<>();

    @Test
    @DisplayName("U27: a session file is shown beside an Earshot that runs, and nothing is written to its home")
    void aSessionFileIsShown() throws IOException {
        Path file = SessionFileSamples.write(directory.resolve("a b.earshot"));
        HomeDirectory home = new HomeDirectory(directory.resolve("home"));
        try (HomeLock _ = HomeLock.take(home)) {
            Set<Path> before = files(home.path());
            assertThat(open(file)).as(err.toString()).isZero();
            assertThat(files(home.path())).isEqualTo(before);
        }
        assertThat(shown).first().satisfies(model -> assertThat(model.recordedSession().orElseThrow().file()).isEqualTo(file.toAbsolutePath()));
        assertThat(err.toString()).isEmpty();
        assertThat(open(SessionFileSamples.damaged(directory.resolve("damaged.earshot")))).isZero();
        assertThat(err.toString()).as("it is shown, with what is missing").contains("what:", "damaged.earshot");
    }

    @Test
    @DisplayName("U27: a file that is no session is exit code 1, with what, why and do")
    void aFileThatIsNoneIsToldInWords() throws IOException {
        for (Path none : List.of(Files.writeString(directory.resolve("notes.earshot"), "dear diary"), directory.resolve("absent.earshot"),
            Files.createFile(directory.resolve("empty.earshot")))) {
            err.getBuffer().setLength(0);
            assertThat(open(none)).isEqualTo(1);
            assertThat(err.toString()).contains("what:", "why:", "do:", none.getFileName().toString());
        }
        assertThat(shown).isEmpty();
    }

    private static Set<Path> files(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.collect(Collectors.toSet());
        }
    }

    private int open(Path file) {
        return new Program(new SystemTime(), (model, _, _) -> {
            shown.add(model);
            return ConsoleHandleFake.closedAtOnce();
        }, new PrintWriter(out, true), new PrintWriter(err, true)).run(List.of("open", "--home", directory.resolve("home").toString(), file.toString()));
    }
}
