package earshot.process;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.store.HomeDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file that a fatal error leaves, and what the next run makes of it.
class FatalErrorReportTest {
    @TempDir
    Path directory;

    private HomeDirectory home;
    private Path file;

    @BeforeEach
    void find() {
        home = new HomeDirectory(directory);
        file = home.logs().resolve("fatal.txt");
    }

    @Test
    void aMessageIsCutAndNothingOfItIsMoreThanPlainText() throws IOException {
        try (FatalErrorReport report = FatalErrorReport.open(home)) {
            report.writeFacts("t\u001b[2K\n", new InternalError("预\0" + "x".repeat(5_000)));
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).isEqualTo("java.lang.InternalError: ??" + "x".repeat(998));
            assertThat(lines.get(1)).isEqualTo("thread: t?[2K?");
            assertThat(lines.get(2)).matches("heap in MB: used \\d+, taken \\d+, limit \\d+");
        }
    }

    @Test
    void anErrorWithoutAMessageIsNamedAndWhatIsWrittenOnceMoreFollows() throws IOException {
        try (FatalErrorReport report = FatalErrorReport.open(home)) {
            report.writeFacts("main", new StackOverflowError());
            report.write("successor: 预\n");
            assertThat(file).content().startsWith("java.lang.StackOverflowError\nthread: main\n").endsWith("\nsuccessor: 预\n");
        }
        assertThat(file).as("a run that ended as it should").doesNotExist();
    }

    @Test
    void theNextRunTellsWhichErrorItWasAndKeepsTheReport() throws IOException {
        left("earshot.problem.SharedThreadError: pace\nthread: pace\n", Instant.parse("2026-05-17T12:03:04Z"));
        assertThat(FatalErrorReport.ofLastRun(home).orElseThrow()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.LAST_RUN_FAILED);
            assertThat(problem.args().getFirst()).isEqualTo("earshot.problem.SharedThreadError: pace");
            assertThat(Path.of(problem.args().get(1))).content().contains("thread: pace");
        });
        assertThat(FatalErrorReport.ofLastRun(home)).as("told once").isEmpty();
        left("java.lang.OutOfMemoryError: Metaspace\n", Instant.parse("2026-05-17T12:03:05Z"));
        assertThat(FatalErrorReport.ofLastRun(home).orElseThrow().code()).isEqualTo(ProblemCode.LAST_RUN_OUT_OF_MEMORY);
    }

    @Test
    void tenReportsAreKeptTheNewest() throws IOException {
        for (int day = 1; day <= 12; day++) {
            left("java.lang.InternalError: " + day, LocalDateTime.of(2026, 5, day, 8, 0).atZone(ZoneId.systemDefault()).toInstant());
            FatalErrorReport.ofLastRun(home);
        }
        try (Stream<Path> files = Files.list(home.logs())) {
            assertThat(files.map(kept -> kept.getFileName().toString()).sorted()).hasSize(10).startsWith("fatal-2026-05-03-080000.txt")
                .endsWith("fatal-2026-05-12-080000.txt");
        }
    }

    @Test
    void anEmptyReportIsNoneAndOneThatCannotBeReadStopsNobody() throws IOException {
        left("", Instant.EPOCH);
        assertThat(FatalErrorReport.ofLastRun(home)).isEmpty();
        Files.delete(file);
        Files.createDirectories(file.resolve("in the place of the file"));
        assertThat(FatalErrorReport.ofLastRun(home)).isEmpty();
    }

    private void left(String text, Instant at) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}
