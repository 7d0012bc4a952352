package earshot.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of tasks in the forms that servers keep them in.
class TaskFileTest {
    private static final TaskGroup GROUP = new TaskGroup("a0:b1:c2");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        [{"id":"x","title":"sweep"},{"id":"y"}]                                          | a0:b1:c2 x sweep, a0:b1:c2 y y
        {"tasks":[{"id":7,"title":"sweep","groupKey":"d4:e5:f6:00"}]}                    | d4:e5:f6 7 sweep
        {"items":[{"id":"x","title":"a","unknown":[1]}],"groupKey":"d4:e5:f6"}           | d4:e5:f6 x a
        {"d4:e5:f6":[{"id":"x","title":"a"}],"a1:a1:a1":{"tasks":[{"id":"y"}]}}          | d4:e5:f6 x a, a1:a1:a1 y y
        {"groups":{"d4:e5:f6":{"x":{"title":"a"},"y":{"title":"b","status":"done"}}}}    | d4:e5:f6 x a, d4:e5:f6 y b
        {"version":1,"tasks":{"x":{"title":"a","owner":"Anna","priority":0}}}            | a0:b1:c2 x a""")
    void everySensibleFormIsRead(String content, String tasks) throws IOException {
        TaskFile file = read(content);
        assertThat(file.merges().stream().map(merge -> merge.patch().create(merge.group(), Instant.EPOCH, Optional.empty(), TaskEvent.Act.IMPORTED, ""))
            .map(task -> task.key().group() + " " + task.key().id() + " " + task.title()).collect(Collectors.joining(", ")))
            .isEqualTo(tasks);
        assertThat(file.leftOut()).isZero();
        assertThat(read("\ufeff" + content).merges()).as("with a byte order mark").hasSameSizeAs(file.merges());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        [{"title":"no id"},{"id":"x","priority":9},{"id":"y","status":"later"},{"id":"z"}] | 1 | 3
        {"tasks":[[[[[[[{"id":"deep"}]]]]]]]}                                              | 0 | 1""")
    void whatDoesNotHoldIsLeftOutAndCounted(String content, int held, int leftOut) throws IOException {
        assertThat(read(content)).satisfies(file -> assertThat(file.merges()).hasSize(held)).satisfies(file -> assertThat(file.leftOut()).isEqualTo(leftOut));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {                      | FILE_NO_JSON
        # tasks                | FILE_NO_JSON
        []                     | NO_TASKS
        7                      | NO_TASKS
        {"tasks":[]}           | NO_TASKS""")
    void aFileWithoutTasksIsRefused(String content, ProblemReason reason) {
        assertThatThrownBy(() -> read(content)).satisfies(e -> assertThat(Failures.argument(e)).startsWith(reason.toString()));
        assertThatThrownBy(() -> TaskFile.read(directory, GROUP))
            .satisfies(e -> assertThat(Failures.argument(e)).isEqualTo(ProblemReason.NOT_A_FILE.toString()));
        assertThatThrownBy(() -> TaskFile.read(directory.resolve("none.json"), GROUP))
            .satisfies(e -> assertThat(Failures.argument(e)).isEqualTo(ProblemReason.ABSENT.toString()));
    }

    @Test
    void aFileThatIsNestedTooDeeplyIsToldAsThat() {
        assertThatThrownBy(() -> read("[".repeat(2_000))).satisfies(e -> assertThat(Failures.argument(e)).isEqualTo(ProblemReason.TOO_DEEP.toString()));
    }

    @Test
    void tasksThatExistStayAsPeopleHaveChangedThem() throws IOException {
        TaskRegistry tasks = new TaskRegistry(new TimeFake(), TaskStore.none());
        tasks.merge(List.of(new TaskRegistry.Merge(GROUP, TaskPatch.of("x").titled("mop"))), Optional.empty());
        Path file = Files.writeString(directory.resolve("tasks.json"),
            "[{\"id\":\"x\",\"title\":\"sweep\"},{\"id\":\"y\",\"title\":\"dust\",\"status\":\"done\"},{}]");
        assertThat(tasks.importFile(GROUP, file).change()).isInstanceOfSatisfying(TaskChange.Made.class, made -> assertThat(made.ids()).containsExactly("y"));
        assertThat(tasks.board(GROUP)).extracting(Task::title).containsExactly("mop", "dust");
        assertThat(tasks.importFile(GROUP, file).change()).isEqualTo(TaskChange.Made.NOTHING);
    }

    private TaskFile read(String content) throws IOException {
        return TaskFile.read(Files.writeString(directory.resolve("tasks.json"), content), GROUP);
    }
}
