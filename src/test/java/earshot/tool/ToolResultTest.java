package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolResultTest {
    @ParameterizedTest
    @CsvSource({"RESPONSE, r, s, s", "RESPONSE, r, '', ''", "ERROR, r, s, r", "ERROR, '', s, s", "NOTFOUND, '', s, s", "NONE, r, s, ''", "REQLLM, r, s, ''"})
    void theActionDecidesWhatIsSpoken(ToolAction action, String result, String response, String spoken) {
        assertThat(new ToolResult(action, result, response, Optional.empty()).spoken()).isEqualTo(spoken);
    }

    @Test
    void aResultForTheModelIsNotSpokenAndASpokenOneNotGivenToTheModel() {
        assertThat(ToolResult.forModel("42")).isEqualTo(new ToolResult(ToolAction.REQLLM, "42", "", Optional.empty()));
        assertThat(ToolResult.spokenBy("Good night.").spoken()).isEqualTo("Good night.");
        assertThat(ToolResult.spokenBy("Good night.").result()).isEmpty();
    }

    @Test
    void ofTwoSourcesTheFirstOneThatHasTheToolIsCalled() {
        ToolSource both = source("device", "lamp", "time").and(source("server", "time", "weather"));
        assertThat(both.list()).extracting(Tool::name).containsExactly("lamp", "time", "weather");
        assertThat(both.call("time", JSON.createObjectNode()).join()).isEqualTo("device time");
        assertThat(both.call("weather", JSON.createObjectNode()).join()).isEqualTo("server weather");
        assertThat(both.call("unknown", JSON.createObjectNode()).join()).as("the last source says that it is unknown").isEqualTo("server unknown");
        assertThat(both.and(ToolSource.none()).call("unknown", JSON.createObjectNode()).join()).isEqualTo("server unknown");
    }

    @Test
    void aSourceWithoutToolsFailsEachCall() {
        assertThat(ToolSource.none().list()).isEmpty();
        assertThatThrownBy(ToolSource.none().call("lamp", JSON.createObjectNode())::join).isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(ToolFailure.class).hasMessageContaining("no such tool: lamp");
    }

    private static ToolSource source(String name, String... tools) {
        return new ToolSource() {
            @Override
            public List<Tool> list() {
                return List.of(tools).stream().map(tool -> new Tool(tool, "", "{}", false)).toList();
            }

            @Override
            public CompletableFuture<String> call(String tool, JsonNode arguments) {
                return CompletableFuture.completedFuture(name + " " + tool);
            }
        };
    }
}
