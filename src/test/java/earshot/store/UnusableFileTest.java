package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnusableFileTest {
    private static final Instant MOMENT = Instant.parse("2026-05-17T12:03:04.567Z");

    @TempDir
    Path directory;

    @Test
    void aFileIsRenamedWithTheTimeAndToldWithItsReason() throws IOException {
        Path file = Files.writeString(directory.resolve("secrets.yaml"), "broken");
        UnusableFile moved = UnusableFile.setAside(file, MOMENT, ProblemReason.YAML_TAB);
        assertThat(moved.to()).isEqualTo(directory.resolve("secrets.yaml.damaged-20260517-120304")).content().isEqualTo("broken");
        assertThat(file).doesNotExist();
        assertThat(moved.problem().code()).isEqualTo(ProblemCode.FILE_SET_ASIDE);
        assertThat(moved.problem().why(Locale.ENGLISH) + moved.problem().what(Locale.ENGLISH)).contains(file.toString())
            .contains(ProblemReason.text(ProblemReason.YAML_TAB.toString(), Locale.ENGLISH));
    }

    @Test
    void nothingThatWasSetAsideInTheSameSecondIsReplaced() throws IOException {
        Set<Path> all = new LinkedHashSet<>();
        for (String content : List.of("one", "two", "three")) {
            all.add(UnusableFile.setAside(Files.writeString(directory.resolve("a"), content), MOMENT, ProblemReason.YAML_TAB).to());
        }
        assertThat(all).extracting(path -> path.getFileName().toString()).containsExactly("a.damaged-20260517-120304", "a.damaged-20260517-120304-2",
            "a.damaged-20260517-120304-3");
        List<String> kept = new ArrayList<>();
        for (Path path : all) {
            kept.add(Files.readString(path));
        }
        assertThat(kept).containsExactly("one", "two", "three");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDirectoryGoesWithWhatIsInItAndALinkWithoutWhatItLeadsTo() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "kept");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        Files.createSymbolicLink(directory.resolve("link.damaged-20260517-120304"), directory.resolve("nowhere"));
        UnusableFile moved = UnusableFile.setAside(link, MOMENT, ProblemReason.YAML_TAB);
        assertThat(moved.to()).as("a link to nothing has the name").isEqualTo(directory.resolve("link.damaged-20260517-120304-2")).isSymbolicLink();
        assertThat(target).content().isEqualTo("kept");
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Files.writeString(folder.resolve("inside"), "x");
        assertThat(UnusableFile.setAside(folder, MOMENT, ProblemReason.YAML_TAB).to().resolve("inside")).exists();
    }

    @Test
    void whatIsNotThereCannotBeSetAside() {
        assertThatThrownBy(() -> UnusableFile.setAside(directory.resolve("gone"), MOMENT, ProblemReason.YAML_TAB)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aReplacedFileIsTheOldOneOrTheNewOne() throws IOException {
        Path file = Files.writeString(directory.resolve("settings.yaml"), "old");
        PrivateFiles.replace(file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(file).content().isEqualTo("new");
        assertThat(directory.resolve("settings.yaml.new")).doesNotExist();
        Path inTheWay = Files.createDirectory(directory.resolve("other.yaml.new"));
        Path other = Files.writeString(directory.resolve("other.yaml"), "old");
        assertThatThrownBy(() -> PrivateFiles.replace(other, new byte[3])).isInstanceOf(IOException.class);
        assertThat(other).content().isEqualTo("old");
        assertThat(inTheWay).isDirectory();
    }
}
