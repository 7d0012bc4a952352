package earshot.simulator;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("xiaozhi-protocol section 5: the MCP server of a device")
class FirmwareToolsTest {
    private final FirmwareTools tools = new FirmwareTools(0);

    @Test
    void itIntroducesItself() throws Exception {
        JsonNode answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}");
        assertThat(answer.path("id").asInt()).isEqualTo(1);
        assertThat(answer.path("result").path("protocolVersion").asText()).isEqualTo("2024-11-05");
        assertThat(answer.path("result").path("capabilities").has("tools")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "[]", "{\"id\":1,\"method\":\"initialize\"}", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"initialize\"}", "{\"jsonrpc\":\"2.0\",\"id\":1}", "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"initialize\"}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"notifications/initialized\"}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}"})
    void whereTheFirmwareIsSilentNoAnswerIsSent(String request) throws Exception {
        if (request.equals("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}")) {
            assertThat(tools.answer(JSON.readTree(request))).hasValueSatisfying(answer -> assertThat(answer.path("error").path("message").asText()).isEqualTo("Method not implemented: 7"));
        } else {
            assertThat(tools.answer(JSON.readTree(request))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 60})
    void theListComesInPagesThatFitAndEachToolOnce(int padding) throws Exception {
        FirmwareTools many = new FirmwareTools(padding);
        List<String> names = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = many.answer(JSON.readTree("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"cursor\":\"" + cursor + "\"}}")).orElseThrow().path("result");
            assertThat(page.toString().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(FirmwareTools.PAGE_BYTES);
            page.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
            cursor = page.path("nextCursor").asText("");
            pages++;
        } while (!cursor.isEmpty());
        assertThat(names).hasSize(2 + padding).doesNotHaveDuplicates().startsWith("self.get_device_status", "self.audio_speaker.set_volume");
        assertThat(pages).isEqualTo(padding < 13 ? 1 : pages).isGreaterThanOrEqualTo(padding == 60 ? 2 : 1);
    }

    @Test
    void anUnknownCursorIsAnError() throws Exception {
        assertThat(error("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"cursor\":\"self.gone\"}}")).startsWith("Failed to add tool self.gone");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "42, 42"})
    void theVolumeIsSetAndReported(int wanted, int volume) throws Exception {
        assertThat(call("self.audio_speaker.set_volume", "{\"volume\":" + wanted + "}").path("result").path("content").path(0).path("text").asText()).isEqualTo("true");
        assertThat(tools.volume()).isEqualTo(volume);
        JsonNode status = JSON.readTree(call("self.get_device_status", "{}").path("result").path("content").path(0).path("text").asText());
        assertThat(status.path("audio_speaker").path("volume").asInt()).isEqualTo(volume);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"volume\":-1}|Value is below minimum allowed: 0", "{\"volume\":101}|Value is above maximum allowed: 100", "{\"volume\":\"5\"}|Missing valid argument: volume", "{}|Missing valid argument: volume"})
    void aVolumeThatIsNoneChangesNothing(String arguments, String message) throws Exception {
        JsonNode answer = call("self.audio_speaker.set_volume", arguments);
        assertThat(answer.path("error").path("message").asText()).isEqualTo(message);
        assertThat(answer.path("error").has("code")).as("the firmware sends none").isFalse();
        assertThat(tools.volume()).isEqualTo(70);
    }

    @Test
    void anUnknownToolOrMethodIsAnError() throws Exception {
        assertThat(call("self.none", "{}").path("error").path("message").asText()).isEqualTo("Unknown tool: self.none");
        assertThat(error("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"resources/list\"}")).isEqualTo("Method not implemented: resources/list");
    }

    private JsonNode call(String name, String arguments) throws Exception {
        return answer("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}}");
    }

    private String error(String request) throws Exception {
        return answer(request).path("error").path("message").asText();
    }

    private JsonNode answer(String request) throws Exception {
        return tools.answer(JSON.readTree(request)).orElseThrow();
    }
}
