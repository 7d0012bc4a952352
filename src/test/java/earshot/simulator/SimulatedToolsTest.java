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
class SimulatedToolsTest {
    private final List<String> done = new ArrayList<>();
    private final SimulatedTools tools = tools(0);

    private SimulatedTools tools(int padding) {
        return new SimulatedTools(padding, new SimulatedTools.Board() {
            @Override
            public void reboot() {
                done.add("reboot");
            }

            @Override
            public void uploadScreen(String url, int quality) throws IOException {
                if (url.isEmpty()) {
                    throw new IOException("Failed to open URL: ");
                }
                done.add(url + " " + quality);
            }

            @Override
            public void upgrade(String url) {
                done.add(url);
            }
        });
    }

    @Test
    void itIntroducesItself() throws Exception {
        JsonNode answer = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}");
        assertThat(answer.path("id").asInt()).isEqualTo(1);
        assertThat(answer.path("result").path("protocolVersion").asText()).isEqualTo("2024-11-05");
        assertThat(answer.path("result").path("capabilities").has("tools")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "[]", "{\"id\":1,\"method\":\"initialize\"}", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"initialize\"}", "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"initialize\"}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"notifications/initialized\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}" })
    void whereTheFirmwareIsSilentNoAnswerIsSent(String request) throws Exception {
        if (request.equals("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}")) {
            assertThat(tools.answer(JSON.readTree(request)))
                .hasValueSatisfying(answer -> assertThat(answer.path("error").path("message").asText()).isEqualTo("Method not implemented: 7"));
        } else {
            assertThat(tools.answer(JSON.readTree(request))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 60})
    void theListComesInPagesThatFitAndEachToolOnce(int padding) throws Exception {
        SimulatedTools many = tools(padding);
        List<String> names = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = many.answer(JSON.readTree("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"cursor\":\"" + cursor + "\"}}"))
                .orElseThrow().path("result");
            assertThat(page.toString().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(SimulatedTools.PAGE_BYTES);
            page.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
            cursor = page.path("nextCursor").asText("");
            pages++;
        } while (!cursor.isEmpty());
        assertThat(names).hasSize(4 + padding).doesNotHaveDuplicates().startsWith("self.get_device_status", "self.audio_speaker.set_volume");
        assertThat(pages).isEqualTo(padding < 13 ? 1 : pages).isGreaterThanOrEqualTo(padding == 60 ? 2 : 1);
    }

    @Test
    @DisplayName("U48: tools for people are listed only on request, and are marked")
    void userTools() throws Exception {
        JsonNode all = answer("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"withUserTools\":true}}").path("result").path("tools");
        List<String> marked = all.valueStream().filter(tool -> tool.path("annotations").path("audience").path(0).asText().equals("user"))
            .map(tool -> tool.path("name").asText()).toList();
        assertThat(all).hasSize(9);
        assertThat(marked).containsExactly("self.get_system_info", "self.reboot", "self.upgrade_firmware", "self.screen.get_info", "self.screen.snapshot");
        assertThat(all.get(8).path("inputSchema").path("required")).as("what has a default need not be given").extracting(JsonNode::asText)
            .containsExactly("url");
    }

    @Test
    void userToolsActOnTheBoardAndSayWhatWentWrong() throws Exception {
        call("self.screen.snapshot", "{\"url\":\"http://h:1/a\"}");
        call("self.screen.snapshot", "{\"url\":\"http://h:1/b\",\"quality\":30}");
        call("self.upgrade_firmware", "{\"url\":\"http://h:1/c\"}");
        call("self.reboot", "{}");
        assertThat(done).containsExactly("http://h:1/a 80", "http://h:1/b 30", "http://h:1/c", "reboot");
        assertThat(call("self.screen.snapshot", "{\"url\":\"\"}").path("error").path("message").asText()).isEqualTo("Failed to open URL: ");
        assertThat(call("self.screen.set_theme", "{\"theme\":\"blue\"}").path("result").path("content").path(0).path("text").asText()).isEqualTo("false");
        call("self.screen.set_theme", "{\"theme\":\"dark\"}");
        call("self.screen.set_brightness", "{\"brightness\":12}");
        assertThat(call("self.get_device_status", "{}").toString()).contains("dark", "12");
    }

    @Test
    void anUnknownCursorIsAnError() throws Exception {
        assertThat(error("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"cursor\":\"self.gone\"}}"))
            .startsWith("Failed to add tool self.gone");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "42, 42"})
    void theVolumeIsSetAndReported(int wanted, int volume) throws Exception {
        assertThat(call("self.audio_speaker.set_volume", "{\"volume\":" + wanted + "}").path("result").path("content").path(0).path("text").asText())
            .isEqualTo("true");
        assertThat(tools.volume()).isEqualTo(volume);
        JsonNode status = JSON.readTree(call("self.get_device_status", "{}").path("result").path("content").path(0).path("text").asText());
        assertThat(status.path("audio_speaker").path("volume").asInt()).isEqualTo(volume);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"volume\":-1}|Value is below minimum allowed: 0", "{\"volume\":101}|Value is above maximum allowed: 100",
        "{\"volume\":\"5\"}|Missing valid argument: volume", "{}|Missing valid argument: volume" })
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
