package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.time.TimeFake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The MCP client towards a tool server, which may ask back; towards a device it never does.
class McpServerClientTest {
    private final TimeFake time = new TimeFake();
    private final List<JsonNode> sent = new ArrayList<>();
    private final List<Integer> listed = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final McpClient client = client(McpClient.ServerKind.PROGRAM);

    @BeforeEach
    void initialize() throws Exception {
        client.initialize();
        answer("\"result\":{\"protocolVersion\":\"2025-06-18\"}");
        answer(
            "\"result\":{\"tools\":[{\"name\":\"add\"},{\"name\":\"\"},{\"description\":\"without a name\"},{\"name\":\"note\",\"annotations\":{\"audience\":[\"user\"]},\"inputSchema\":[]}]}");
        sent.removeIf(message -> message.path("method").asText().equals("initialize"));
    }

    @Test
    void toolsWithoutANameAreLeftOutAndASchemaThatIsNoneIsEmpty() {
        assertThat(client.list()).extracting(Tool::name).containsExactly("add", "note");
        assertThat(client.list().get(1).inputSchema()).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
        assertThat(listed).containsExactly(2);
        assertThat(sent).extracting(message -> message.path("method").asText()).containsExactly("notifications/initialized", "tools/list");
        assertThat(sent.get(1).path("params").has("withUserTools")).as("only devices know it").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "'\"a\"', '\"a\"'", "null, null"})
    void aPingIsAnsweredWithItsId(String id, String answered) throws Exception {
        receive("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
        assertThat(sent.getLast()).hasToString("{\"jsonrpc\":\"2.0\",\"id\":" + answered + ",\"result\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sampling/createMessage", "roots/list", "elicitation/create"})
    void anyOtherRequestIsRefused(String method) throws Exception {
        receive("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"" + method + "\"}");
        assertThat(sent.getLast().path("error").path("code").asInt()).isEqualTo(-32_601);
        assertThat(sent.getLast().path("error").path("message").asText()).isEqualTo("Earshot does not offer " + method);
    }

    @Test
    void aNotificationIsNotAnswered() throws Exception {
        int before = sent.size();
        receive("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}");
        assertThat(sent).hasSize(before);
    }

    @Test
    void aListThatChangedIsFetchedAnew() throws Exception {
        receive("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        assertThat(sent.getLast().path("method").asText()).isEqualTo("tools/list");
        answer("\"result\":{\"tools\":[{\"name\":\"sub\"}]}");
        assertThat(client.list()).extracting(Tool::name).containsExactly("sub");
        assertThat(listed).containsExactly(2, 1);
    }

    @Test
    void aStormOfChangesIsFetchedOnceASecond() throws Exception {
        sent.clear();
        for (int i = 0; i < 500; i++) {
            receive("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        }
        assertThat(sent).hasSize(1);
        answer("\"result\":{\"tools\":[{\"name\":\"sub\"}]}");
        time.advance(McpClient.RELIST_PAUSE);
        assertThat(sent).as("what came meanwhile is not lost").hasSize(2);
        answer("\"result\":{\"tools\":[{\"name\":\"last\"}]}");
        assertThat(client.list()).extracting(Tool::name).containsExactly("last");
        time.advance(McpClient.RELIST_PAUSE.multipliedBy(3));
        assertThat(sent).as("nothing came since").hasSize(2);
        receive("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        assertThat(sent).hasSize(3);
    }

    @Test
    @DisplayName("a long name stays callable; what is left out is told")
    void longNamesAndTooManyTools() throws Exception {
        String name = "n".repeat(300);
        receive("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        answer("\"result\":{\"tools\":[{\"name\":\"" + name + "\"},{\"name\":\"" + "x".repeat(ToolPage.MAX_NAME_CHARS + 1) + "\"}]}");
        assertThat(client.list()).extracting(Tool::name).containsExactly(name);
        assertThat(failures).containsExactly("tools whose names have more than 1024 characters are left out: 1");
        client.call(name, JSON.createObjectNode());
        assertThat(sent.getLast().at("/params/name").asText()).isEqualTo(name);
        time.advance(McpClient.RELIST_PAUSE);
        receive("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        answer("\"result\":{\"tools\":[" + IntStream.range(0, 300).mapToObj(i -> "{\"name\":\"t" + i + "\"}").collect(Collectors.joining(",")) + "]}");
        assertThat(client.list()).hasSize(ToolPage.MAX_TOOLS);
        assertThat(failures.getLast()).isEqualTo("more than 256 tools; so many are left out: 44");
    }

    @Test
    void allPartsOfAnAnswerCount() throws Exception {
        CompletableFuture<String> result = client.call("add", JSON.createObjectNode());
        answer("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"first\"},{\"type\":\"text\",\"text\":\"last\"},{\"type\":\"image\",\"data\":\"x\"}]}");
        assertThat(result.join()).isEqualTo("first\nlast\n[image: 0 bytes]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = { "{\"content\":[{\"type\":\"image\"}]}|[image]", "7|7", "\"text\"|text",
        "{\"rain\":true}|{\"rain\":true}" })
    void anAnswerWithoutTextIsDescribedOrGivenAsItIs(String result, String text) throws Exception {
        CompletableFuture<String> call = client.call("add", JSON.createObjectNode());
        answer("\"result\":" + result);
        assertThat(call.join()).isEqualTo(text);
    }

    @Test
    void anAnswerThatIsNeitherResultNorErrorFailsTheCall() throws Exception {
        CompletableFuture<String> call = client.call("add", JSON.createObjectNode());
        answer("\"what\":1");
        assertThatThrownBy(call::join).hasCauseInstanceOf(ToolFailure.class).hasMessageContaining("neither a result nor an error");
    }

    @Test
    void anErrorWithoutAMessageIsGivenWhole() throws Exception {
        CompletableFuture<String> call = client.call("add", JSON.createObjectNode());
        answer("\"error\":{\"code\":-32000}");
        assertThatThrownBy(call::join).hasMessageContaining("{\"code\":-32000}");
    }

    @Test
    void sixtyFourCallsMayWaitAndOneMoreIsRefused() {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int call = 0; call < 64; call++) {
            calls.add(client.call("add", JSON.createObjectNode()));
        }
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        CompletableFuture<String> refused = client.call("add", JSON.createObjectNode());
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::join).hasMessageContaining("too many requests wait for it already: 64");
        time.advance(Duration.ofSeconds(30));
        assertThat(calls).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(client.call("add", JSON.createObjectNode())).isNotDone();
    }

    @Test
    void aRefusedMessageFailsItsCall() {
        CompletableFuture<String> call = client.call("add", JSON.createObjectNode());
        client.refused(sent.getLast(), new ToolReason.Said("401"));
        assertThatThrownBy(call::join).hasMessageContaining("401");
        client.refused(JSON.createObjectNode(), new ToolReason.Said("nobody waits"));
    }

    @Test
    void aDeviceIsNotAnswered() throws Exception {
        McpClient device = client(McpClient.ServerKind.DEVICE);
        int before = sent.size();
        device.received(JSON.readTree("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));
        device.received(JSON.readTree("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}"));
        assertThat(sent).hasSize(before);
    }

    @Test
    void afterItIsClosedAServerIsNotAnsweredEither() throws Exception {
        client.close();
        int before = sent.size();
        receive("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        assertThat(sent).hasSize(before);
        assertThat(failures).isEmpty();
    }

    private McpClient client(McpClient.ServerKind kind) {
        return new McpClient(time, kind, sent::add, new ToolListener() {
            @Override
            public void listed(List<Tool> all) {
                listed.add(all.size());
            }

            @Override
            public void failed(ToolReason reason) {
                failures.add(reason.english());
            }
        });
    }

    /// Answers the newest request.
    private void answer(String rest) throws Exception {
        receive("{\"jsonrpc\":\"2.0\",\"id\":" + sent.getLast().path("id") + "," + rest + "}");
    }

    private void receive(String message) throws Exception {
        client.received(JSON.readTree(message));
    }
}
