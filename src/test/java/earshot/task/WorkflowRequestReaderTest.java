package earshot.task;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("badge-protocol 2.18: what a device may write")
class WorkflowRequestReaderTest {
    private static final TaskGroup SENDER = new TaskGroup("a0:b1:c2");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}|event must be update, list, assign, complete or delete",
        "{\"event\":\"update\"}|tasks must be array of {id}",
        "{\"event\":\"update\",\"tasks\":[3]}|tasks must be array of {id}",
        "{\"event\":\"update\",\"tasks\":[{\"title\":\"x\"}]}|id must be non-empty string of at most 64 characters",
        "{\"event\":\"update\",\"tasks\":[{\"id\":\"x\",\"title\":\" \\u0007\"}]}|title must be non-empty string",
        "{\"event\":\"update\",\"tasks\":[{\"id\":\"x\",\"priority\":4}]}|priority must be integer 0..3",
        "{\"event\":\"update\",\"tasks\":[{\"id\":\"x\",\"priority\":1.5}]}|priority must be integer 0..3",
        "{\"event\":\"update\",\"tasks\":[{\"id\":\"x\",\"status\":\"later\"}]}|status must be open or done",
        "{\"event\":\"update\",\"tasks\":[{\"id\":\"x\",\"owner\":{}}]}|owner must be string",
        "{\"event\":\"update\",\"tasks\":[{\"id\":\"x\",\"groupKey\":\" \"}]}|groupKey must be non-empty string",
        "{\"event\":\"assign\",\"id\":\"\"}|id must be non-empty string of at most 64 characters",
        "{\"event\":\"complete\",\"ids\":[]}|ids must be array of non-empty strings",
        "{\"event\":\"delete\",\"ids\":[\"a\",7]}|ids must be array of non-empty strings"})
    void whatIsWrongIsSaid(String message, String reason) throws Exception {
        assertThat(read(message)).isEqualTo(new WorkflowRequest.Invalid(reason));
    }

    @Test
    void whatIsTooMuchIsRefused() throws Exception {
        String many = IntStream.rangeClosed(0, WorkflowRequestReader.MAX_TASKS).mapToObj(i -> "{\"id\":\"" + i + "\"}").collect(Collectors.joining(","));
        assertThat(read("{\"event\":\"update\",\"tasks\":[" + many + "]}")).isEqualTo(new WorkflowRequest.Invalid("tasks must have at most 100 entries"));
        assertThat(read("{\"event\":\"update\",\"tasks\":[{\"id\":\"x\",\"note\":\"" + "x".repeat(TaskPatch.MAX_MORE) + "\"}]}"))
            .isInstanceOf(WorkflowRequest.Invalid.class);
        assertThat(read("{\"event\":\"assign\",\"id\":\"" + "x".repeat(65) + "\"}")).isInstanceOf(WorkflowRequest.Invalid.class);
    }

    @Test
    void theGroupIsTheTasksElseTheMessagesElseTheSenders() throws Exception {
        assertThat(groups("{\"event\":\"update\",\"groupKey\":\"BB:BB:BB:\",\"tasks\":[{\"id\":\"x\"},{\"id\":\"y\",\"groupKey\":\"cc:cc:cc\"}]}"))
            .containsExactly("bb:bb:bb", "cc:cc:cc");
        assertThat(groups("{\"event\":\"update\",\"tasks\":[{\"id\":\"x\"}]}")).containsExactly("a0:b1:c2");
        assertThat(read("{\"event\":\"update\",\"tasks\":[]}")).isEqualTo(new WorkflowRequest.Show());
    }

    @Test
    void unknownFieldsAreKeptAndLongTitlesCut() throws Exception {
        WorkflowRequest.Update update = (WorkflowRequest.Update) read(
            "{\"event\":\"update\",\"tasks\":[{\"id\":\" x \",\"title\":\"" + "t\\n".repeat(300) + "\",\"due\":5,\"owner\":null}]}");
        TaskPatch patch = update.tasks().getFirst().patch();
        assertThat(patch.id()).isEqualTo("x");
        assertThat(patch.title().orElseThrow()).hasSize(Task.MAX_TITLE).startsWith("t t t").endsWith("…");
        assertThat(patch.more()).containsOnlyKeys("due");
        assertThat(patch.owner()).contains("");
    }

    private static List<String> groups(String message) throws IOException {
        return ((WorkflowRequest.Update) read(message)).tasks().stream().map(merge -> merge.group().key()).toList();
    }

    private static WorkflowRequest read(String message) throws IOException {
        return WorkflowRequestReader.read((ObjectNode) JSON.readTree(message), SENDER);
    }
}
