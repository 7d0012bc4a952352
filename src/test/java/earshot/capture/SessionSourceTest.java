package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.event.Direction;
import earshot.problem.ProblemException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read of a session file that a stranger made, and how much.
class SessionSourceTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"sound/1-in.ogg, true", "sound/4294967295-out.ogg, true", "sound/0-in.ogg, false", "sound/01-in.ogg, false", "sound/1-here.ogg, false", "sound/1-in.ogg/x, false",
        "../sound/1-in.ogg, false", "sound/../manifest.json, false", "sound\\1-in.ogg, false", "SOUND/1-in.ogg, false", "sound/99999999999-in.ogg, false"})
    void onlyNamesOfSoundsAreSounds(String name, boolean sound) {
        assertThat(SoundName.is(name)).isEqualTo(sound);
    }

    @Test
    void aNameIsThatOfItsConnectionAndDirection() {
        assertThat(new SoundName(12, Direction.OUT).path()).isEqualTo("sound/12-out.ogg").matches(SoundName::is);
    }

    @Test
    void aLineMayNotNameAnotherFileAsItsSound() throws IOException {
        SessionFile sample = SampleSession.file();
        Path part = directory.resolve("x.earshot.part");
        try (SessionPart written = new SessionPart(part, sample.manifest().clock())) {
            for (SessionEntry entry : sample.entries()) {
                written.append(entry);
            }
            written.manifest(sample.manifest());
            written.problems(List.of());
        }
        Path ogg = Files.copy(part.resolve("sound/1-out.ogg"), directory.resolve("elsewhere.ogg"));
        String events = Files.readString(part.resolve("events.ndjson"));
        Files.writeString(part.resolve("events.ndjson"), events.replace("sound/1-out.ogg", "../" + ogg.getFileName()).replace("sound/1-in.ogg", ogg.toString()));
        SessionFile read = SessionFileReader.read(part);
        assertThat(read.entries()).noneMatch(SessionEntry.Packet.class::isInstance).hasSize(sample.entries().size() - 41);
        assertThat(read.notes()).anySatisfy(note -> assertThat(note.why(Locale.ENGLISH)).contains("41"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("a directory whose parts are links or devices is not followed")
    void linksAreNotFollowed() throws IOException {
        SessionFile sample = SampleSession.file();
        Path part = directory.resolve("x.earshot.part");
        try (SessionPart written = new SessionPart(part, sample.manifest().clock())) {
            written.manifest(sample.manifest());
            written.append(sample.entries().getFirst());
        }
        Files.createSymbolicLink(part.resolve("problems.ndjson"), Files.writeString(directory.resolve("elsewhere"), ProblemJson.of(sample.problems().getFirst()).toString()));
        assertThat(SessionFileReader.read(part)).satisfies(read -> {
            assertThat(read.entries()).hasSize(1);
            assertThat(read.problems()).isEmpty();
        });
        assertThatThrownBy(() -> SessionFileReader.read(Path.of("/dev/null"))).isInstanceOf(ProblemException.class);
    }

    @Test
    void linesAreHandedOverWholeAndLongOnesCut() throws IOException {
        List<String> lines = new ArrayList<>();
        String text = "one\n\ntwo two two\r\n" + "x".repeat(200_000) + "\nlast";
        BoundedLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 10, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
        assertThat(lines).containsExactly("one", "", "two two tw", "xxxxxxxxxx", "last");
        lines.clear();
        BoundedLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 10, line -> {
            lines.add("read");
            return lines.size() < 2;
        });
        assertThat(lines).hasSize(2);
    }

    @Test
    void aBudgetIsSpentByAllThatIsRead() throws IOException {
        ReadBudget budget = new ReadBudget(100, 10);
        InputStream first = budget.limit(new ByteArrayInputStream(new byte[7]));
        assertThat(first.readAllBytes()).hasSize(7);
        assertThat(budget.spent()).isFalse();
        InputStream second = budget.limit(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}));
        assertThat(second.read()).isEqualTo(1);
        assertThat(second.readAllBytes()).containsExactly(2, 3);
        assertThat(second.read()).isEqualTo(-1);
        assertThat(budget.spent()).isTrue();
        ReadBudget memory = new ReadBudget(100, 10);
        assertThat(memory.take(60)).isTrue();
        assertThat(memory.take(60)).isFalse();
        assertThat(memory.spent()).isTrue();
    }

    @Test
    void workThatIsCancelledLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(directory.resolve("x.earshot"), "what was there before");
        for (double limit : new double[] {0.71, 0.999}) {
            assertThatThrownBy(() -> SessionFileWriter.write(SampleSession.file(), file, done -> {
                if (done >= limit) {
                    throw new CancellationException();
                }
            })).isInstanceOf(CancellationException.class);
            assertThat(file).hasContent("what was there before");
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).containsExactly(file);
            }
        }
        SessionFileWriter.write(SampleSession.file(), file, _ -> {});
        assertThat(SessionFileReader.read(file).notes()).isEmpty();
    }
}
