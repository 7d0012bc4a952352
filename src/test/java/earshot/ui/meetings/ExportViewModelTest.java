package earshot.ui.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.MeetingSentence.Status;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.MeetingModelFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U22: an export is chosen with a preview of its first lines")
class ExportViewModelTest {
    private final Queue<Runnable> frames = new ConcurrentLinkedQueue<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final MeetingModelFake meetings = new MeetingModelFake();
    private final List<Problem> problems = new ArrayList<>();
    private final Instant start = Instant.parse("2026-11-22T14:03:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void meeting() {
        engine.meetings = meetings;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = { "Weekly|Weekly", "a/b\\c:d*e?f\"g<h>i|a-b-c-d-e-f-g-h-i", "  two   words |two words", "周会|周会",
        "''|meeting", "line\u0007break|line-break", "../../etc/passwd|..-..-etc-passwd" })
    void theFileIsNamedByTheDayAndATitleThatEveryDiskTakes(String title, String safe) {
        Path file = Path.of(model(title).file().get());
        assertThat(file.getParent()).as("no title leads out of the folder").isEqualTo(folder);
        assertThat(file.getFileName().toString()).matches("2026-11-2[123] " + Pattern.quote(safe) + "\\.md");
    }

    @Test
    void aVeryLongTitleIsCut() {
        assertThat(Path.of(model("x".repeat(5_000)).file().get()).getFileName().toString()).hasSize("2026-11-22 ".length() + 80 + ".md".length());
    }

    @Test
    void aLongTitleOfWideCharactersFitsIntoTheBytesOfAFileSystem() {
        String name = Path.of(model("会".repeat(300) + "😀").file().get()).getFileName().toString();
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(220);
        assertThat(Path.of(model("a\u202Etxt.exe").file().get()).getFileName().toString()).endsWith(" a-txt.exe.md");
    }

    @Test
    void windowsIsAskedForOnlyWhereAFormatIsAText() {
        ExportViewModel model = model("Weekly");
        model.windows().set(true);
        model.saveTo(folder.resolve("a.md").toFile());
        await(model, ExportViewModel.Step.SAVED);
        model.format().set(Format.DOCX);
        model.saveTo(folder.resolve("a.docx").toFile());
        await(model, ExportViewModel.Step.SAVED);
        assertThat(engine.sentCommands).extracting(command -> ((MeetingCommand.Export) ((Command.PerformMeetingCommand) command).act()).windows())
            .containsExactly(true, false);
    }

    @Test
    void anotherFormatChangesTheEndOfTheNameAndThePreview() {
        ExportViewModel model = model("Weekly");
        render();
        assertThat(model.preview().get()).contains("Weekly").doesNotContain("WEBVTT");
        model.format().set(Format.VTT);
        render();
        assertThat(model.file().get()).endsWith(" Weekly.vtt");
        assertThat(model.preview().get()).startsWith("WEBVTT");
        model.file().set(folder.resolve("my.notes").toString());
        model.format().set(Format.JSON);
        assertThat(model.file().get()).as("an ending of one's own is kept").endsWith("my.notes.json");
        model.format().set(Format.TXT);
        assertThat(model.file().get()).endsWith("my.notes.txt");
    }

    @Test
    void thePreviewOfAnotherFormatThatComesLateIsDropped() {
        Map<Format, CompletableFuture<String>> previews = new EnumMap<>(Format.class);
        meetings.previewing = Optional.of(format -> previews.computeIfAbsent(format, _ -> new CompletableFuture<>()));
        ExportViewModel model = model("Weekly");
        model.format().set(Format.SRT);
        previews.get(Format.SRT).complete("srt");
        render();
        previews.get(Format.MARKDOWN).complete("markdown");
        render();
        assertThat(model.preview().get()).isEqualTo("srt");
    }

    @Test
    void thePreviewIsTenLinesOfTheChosenFormat() {
        ExportViewModel model = model("Weekly");
        model.format().set(Format.SRT);
        render();
        assertThat(model.preview().get().lines()).hasSize(ExportViewModel.PREVIEW_LINES);
        assertThat(model.preview().get()).startsWith("1\n").contains("-->");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "notes.md", "./notes.md", "/", "nul\0byte"})
    void aPathThatIsNoneAsksNobody(String path) {
        ExportViewModel model = model("Weekly");
        model.file().set(path);
        model.save();
        assertThat(model.step().get()).isEqualTo(ExportViewModel.Step.WRONG_PATH);
        assertThat(engine.sentCommands).isEmpty();
        model.file().set(folder.resolve("good.md").toString());
        assertThat(model.step().get()).as("what is typed is judged anew").isEqualTo(ExportViewModel.Step.READY);
    }

    @Test
    void aNewFileIsWrittenAtOnce() throws Exception {
        ExportViewModel model = model("Weekly");
        model.file().set(" " + folder.resolve("new.md") + " ");
        model.save();
        await(model, ExportViewModel.Step.SAVED);
        assertThat(engine.sentCommands).containsExactly(export(folder.resolve("new.md"), Format.MARKDOWN));
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyWhenAskedTwice() throws Exception {
        Path there = Files.writeString(folder.resolve("there.md"), "before");
        ExportViewModel model = model("Weekly");
        model.file().set(there.toString());
        model.save();
        await(model, ExportViewModel.Step.CONFIRM);
        assertThat(engine.sentCommands).isEmpty();
        model.save();
        await(model, ExportViewModel.Step.SAVED);
        assertThat(engine.sentCommands).containsExactly(export(there, Format.MARKDOWN));
    }

    @Test
    void theQuestionIsForgottenWhenAnotherFileIsChosen() throws Exception {
        Path there = Files.writeString(folder.resolve("there.md"), "before");
        Path other = Files.writeString(folder.resolve("other.md"), "before");
        ExportViewModel model = model("Weekly");
        model.file().set(there.toString());
        model.save();
        await(model, ExportViewModel.Step.CONFIRM);
        model.file().set(other.toString());
        model.save();
        await(model, ExportViewModel.Step.CONFIRM);
        assertThat(engine.sentCommands).as("yes to one file is not yes to another").isEmpty();
    }

    @Test
    void aPathFromAFileDialogIsWrittenWithoutAskingAgainAndAFailureIsShown() throws Exception {
        Path there = Files.writeString(folder.resolve("there.vtt"), "before");
        engine.outcome = new Operation.Outcome.Failed(Problem.of(ProblemCode.STORE_FAILED, "disk full"));
        ExportViewModel model = model("Weekly");
        model.saveTo(there.toFile());
        await(model, ExportViewModel.Step.FAILED);
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.STORE_FAILED);
        engine.outcome = Operation.Outcome.Done.of("");
        model.saveTo(there.toFile());
        await(model, ExportViewModel.Step.SAVED);
        assertThat(model.file().get()).isEqualTo(there.toString());
        assertThat(engine.sentCommands).hasSize(2);
    }

    @Test
    void aNameThatThisProcessCannotExpressIsToldWithWhatToSet() {
        ExportViewModel model = model("Weekly");
        // what a name in Chinese is to a process without a locale of UTF-8
        model.saveTo(new File(folder.toFile(), "\uD800.md"));
        assertThat(model.step().get()).isEqualTo(ExportViewModel.Step.FAILED);
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.PATH_UNUSABLE);
        assertThat(problems.getFirst().remedy(Locale.ENGLISH)).contains("LC_ALL=C.UTF-8");
    }

    private Command export(Path file, Format format) {
        return new Command.PerformMeetingCommand(new MeetingCommand.Export(new MeetingId("m"), format, file, Locale.ENGLISH));
    }

    private ExportViewModel model(String title) {
        Meeting meeting = MeetingModelFake.live(new MeetingId("m"), title, start);
        meetings.put(MeetingModelFake.of(meeting,
            IntStream.range(0, 30).mapToObj(i -> MeetingModelFake.segment(i, start.plusSeconds(i), "S1", "sentence " + i, Status.MERGED)).toList()));
        return new ExportViewModel(new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {},
            new NotifierFake(), new SimpleBooleanProperty()), meeting, folder);
    }

    /// Whether the file exists is asked on another thread: the answer comes with one of the next frames.
    private void await(ExportViewModel model, ExportViewModel.Step step) {
        Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(2)).until(() -> {
            render();
            return model.step().get() == step;
        });
    }

    private void render() {
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMillis(20));
            for (Runnable frame = frames.poll(); frame != null; frame = frames.poll()) {
                frame.run();
            }
        }
    }

    private final class NotifierFake implements Notifier {
        @Override
        public void show(Severity severity, String subject, String text) {}

        @Override
        public void showProblem(Problem problem) {
            problems.add(problem);
        }
    }
}
