package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpClientTest {

    private final TimeFake time = new TimeFake();
    private final List<JsonNode> sent = new ArrayList<>();
    private final List<Integer> listed = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    /// What the device answers to a request; empty for no answer.
    private Function<JsonNode, Optional<String>> device = _ -> Optional.empty();
    private boolean connected = true;
    private boolean room = true;
    private final McpClient tools = new McpClient(time, McpClient.ServerKind.DEVICE, this::send, new ToolListener() {
        @Override
        public void listed(List<Tool> all) {
            listed.add(all.size());
        }

        @Override
        public void failed(ToolReason reason) {
            failures.add(reason.english());
        }

        @Override
        public boolean roomFor(long bytes) {
            return room;
        }
    });

    @Test
    void thirtyThreeToolsOnThreePagesAreAllListed() {
        device = threePages();

        tools.initialize();

        assertThat(tools.list()).hasSize(33).extracting(Tool::name).startsWith("self.tool.0", "self.tool.1").endsWith("self.tool.32");
        assertThat(listed).containsExactly(12, 24, 33);
        assertThat(sent).extracting(m -> m.path("method").asText()).containsExactly("initialize", "notifications/initialized", "tools/list", "tools/list",
            "tools/list");
        assertThat(sent.stream().skip(2)).allMatch(m -> m.path("params").path("withUserTools").asBoolean());
        assertThat(sent).extracting(m -> m.path("params").path("cursor").asText("-")).endsWith("-", "self.tool.12", "self.tool.24");
        assertThat(failures).isEmpty();
    }

    @Test
    void everyRequestHasANumberAsIdAndNoNumberComesTwice() {
        device = threePages();
        tools.initialize();
        List<JsonNode> requests = sent.stream().filter(m -> m.has("id")).toList();
        assertThat(requests).hasSize(4).allMatch(m -> m.path("id").isIntegralNumber()).allMatch(m -> m.path("jsonrpc").asText().equals("2.0"));
        assertThat(requests).extracting(m -> m.path("id").asLong()).doesNotHaveDuplicates();
        assertThat(sent.getFirst().path("params").path("protocolVersion").asText()).isEqualTo("2024-11-05");
        assertThat(sent.getFirst().path("params").path("clientInfo").path("name").asText()).isEqualTo("Earshot");
        assertThat(sent.get(1).has("id")).isFalse();
    }

    @Test
    void aDeviceThatRefusesInitializeIsAskedForItsToolsAllTheSame() {
        Function<JsonNode, Optional<String>> pages = threePages();
        device = m -> m.path("method").asText().equals("initialize") ? Optional.of("\"error\":{\"message\":\"camera missing\"}") : pages.apply(m);
        tools.initialize();
        assertThat(tools.list()).hasSize(33);
        assertThat(failures).containsExactly("camera missing (initialize)");
    }

    @Test
    void aDeviceThatAnswersNothingIsGivenUpAfterThirtySecondsEach() {
        tools.initialize();
        time.advance(Duration.ofMillis(29_999));
        assertThat(failures).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(failures).containsExactly("there was no answer in time: 30 s (initialize)");
        time.advance(Duration.ofSeconds(30));
        assertThat(failures).hasSize(2).last().isEqualTo("there was no answer in time: 30 s (tools/list, 1)");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aListThatNamesTheSamePageAgainAndAgainEnds() {
        device = m -> Optional.of("\"result\":{\"tools\":[{\"name\":\"a\"}],\"nextCursor\":\"a\"}");
        tools.initialize();
        assertThat(tools.list()).hasSize(1);
        assertThat(failures).singleElement().asString().contains("does not end");
    }

    @Test
    void aListThatIsTooLargeIsNotWaitedFor() {
        device = threePages();
        room = false;
        tools.initialize();
        assertThat(tools.listed()).isCompletedWithValue(false);
    }

    @Test
    void aListThatNeverEndsIsCutAndWhatCameIsKept() {
        int[] page = {0};
        device = m -> Optional.of("\"result\":{\"tools\":[{\"name\":\"t" + page[0] + "\"}],\"nextCursor\":\"t" + page[0]++ + "\"}");
        tools.initialize();
        assertThat(tools.list()).hasSize(32);
        assertThat(failures).hasSize(1);
    }

    @Test
    void aCallAnswersTheTextOfTheFirstContent() {
        device = threePages();
        tools.initialize();
        device = m -> Optional.of("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"true\"}],\"isError\":false}");

        CompletableFuture<String> result = tools.call("self.tool.7", JsonNodeFactory.instance.objectNode().put("volume", 50));

        assertThat(result.join()).isEqualTo("true");
        JsonNode call = sent.getLast();
        assertThat(call.path("method").asText()).isEqualTo("tools/call");
        assertThat(call.path("params").path("name").asText()).isEqualTo("self.tool.7");
        assertThat(call.path("params").path("arguments").path("volume").asInt()).isEqualTo(50);
    }

    @Test
    void aResultWithoutContentIsEmpty() {
        device = threePages();
        tools.initialize();
        device = m -> Optional.of("\"result\":{\"content\":[]}");
        assertThat(tools.call("self.tool.7", JsonNodeFactory.instance.objectNode()).join()).isEmpty();
    }

    @Test
    void aCallFailsWithTheDevicesReason() {
        device = threePages();
        tools.initialize();
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        device = m -> Optional.of("\"error\":{\"message\":\"Value out of range\"}");
        assertThatThrownBy(() -> tools.call("self.tool.1", none).join()).hasCauseInstanceOf(ToolFailure.class).hasMessageContaining("Value out of range");
        device = m -> Optional.of("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"no lens\"}],\"isError\":true}");
        assertThatThrownBy(() -> tools.call("self.tool.1", none).join()).hasCauseInstanceOf(ToolFailure.class).hasMessageContaining("no lens");
        assertThatThrownBy(() -> tools.call("self.unknown", none).join()).hasCauseInstanceOf(ToolFailure.class).hasMessageContaining("self.unknown");
    }

    @Test
    void aCallWithoutAnAnswerFailsAfterThirtySeconds() {
        device = threePages();
        tools.initialize();
        device = _ -> Optional.empty();
        CompletableFuture<String> result = tools.call("self.tool.1", JsonNodeFactory.instance.objectNode());
        time.advance(Duration.ofSeconds(30));
        assertThatThrownBy(result::join).hasCauseInstanceOf(ToolFailure.class).hasMessageContaining("there was no answer in time: 30 s");
    }

    @Test
    void repliesWithForeignIdsAreIgnored() throws Exception {
        device = threePages();
        tools.initialize();
        device = _ -> Optional.empty();
        CompletableFuture<String> result = tools.call("self.tool.1", JsonNodeFactory.instance.objectNode());
        long id = sent.getLast().path("id").asLong();
        for (String odd : List.of("\"x" + id + "\"", "\"\"", "null", "999", "[" + id + "]", id + ".5")) {
            tools.received(JSON.readTree("{\"jsonrpc\":\"2.0\",\"id\":" + odd + ",\"result\":{}}"));
        }
        tools.received(JSON.readTree("[]"));
        tools.received(JSON.readTree("{\"method\":\"notifications/x\",\"id\":" + id + "}"));
        assertThat(result).isNotDone();
        tools.received(JSON.readTree("{\"id\":" + id + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}}"));
        assertThat(result.join()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d", "\"%d\"", "%d.0"})
    void anIdComesBackAsANumberOrAsText(String form) throws Exception {
        device = threePages();
        tools.initialize();
        device = _ -> Optional.empty();
        CompletableFuture<String> result = tools.call("self.tool.1", JsonNodeFactory.instance.objectNode());
        tools.received(JSON
            .readTree("{\"id\":" + form.formatted(sent.getLast().path("id").asLong()) + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}}"));
        assertThat(result.join()).isEqualTo("ok");
    }

    @Test
    void aLostConnectionFailsCallsAtOnce() {
        device = threePages();
        tools.initialize();
        device = _ -> Optional.empty();
        CompletableFuture<String> waiting = tools.call("self.tool.1", JsonNodeFactory.instance.objectNode());
        tools.close();
        assertThatThrownBy(waiting::join).hasMessageContaining("closed");
        assertThatThrownBy(() -> tools.call("self.tool.1", JsonNodeFactory.instance.objectNode()).join()).hasMessageContaining("closed");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aRequestThatCannotBeSentFailsAtOnce() {
        connected = false;
        tools.initialize();
        assertThat(failures).contains("the connection is closed: initialize");
        assertThat(time.waiting()).isZero();
    }

    @Test
    @DisplayName("U48: a request by hand shows both texts as they passed, and how long it took")
    void anExchangeKeepsBothTexts() throws Exception {
        CompletableFuture<McpExchange> answered = tools.exchange("tools/call", JSON.createObjectNode().put("name", "self.lamp"), Duration.ofSeconds(30));
        time.advance(Duration.ofMillis(120));
        tools.received(JSON.readTree(
            "{\"jsonrpc\":\"2.0\",\"id\":" + sent.getLast().path("id") + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"on\"}],\"isError\":false}}"));
        McpExchange exchange = answered.join();
        assertThat(exchange.request()).isEqualTo(sent.getLast().toString());
        assertThat(exchange.answer()).contains("\"isError\":false");
        assertThat(exchange.text()).isEqualTo("on");
        assertThat(exchange.took()).isEqualTo(Duration.ofMillis(120));
        assertThat(exchange.failure()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"error\":{\"message\":\"Unknown tool: x\"}|Unknown tool: x", "\"error\":{\"code\":-32601,\"message\":\"no\"}|no",
        "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"broken\"}],\"isError\":true}|broken", "\"other\":1|reason.tool_no_result" })
    void anExchangeThatFailsSaysWhyAndKeepsTheAnswer(String rest, String reason) {
        device = _ -> Optional.of(rest);
        McpExchange exchange = tools.exchange("tools/call", JSON.createObjectNode(), Duration.ofSeconds(30)).join();
        assertThat(exchange.failure()).hasValueSatisfying(why -> assertThat(why).contains(reason));
        assertThat(exchange.answer()).contains(rest);
    }

    @Test
    void anExchangeEndsWithItsLimitAndWithTheConnection() {
        CompletableFuture<McpExchange> late = tools.exchange("tools/list", JSON.createObjectNode(), Duration.ofSeconds(30));
        time.advance(Duration.ofSeconds(30));
        assertThat(late.join().failure()).hasValueSatisfying(why -> assertThat(why).startsWith("reason.tool_no_answer"));
        assertThat(late.join().answer()).isEmpty();
        CompletableFuture<McpExchange> cut = tools.exchange("tools/list", JSON.createObjectNode(), Duration.ofSeconds(30));
        tools.close();
        assertThat(cut.join().failure()).hasValueSatisfying(why -> assertThat(why).isEqualTo("reason.tool_connection_closed"));
        assertThat(tools.exchange("tools/list", JSON.createObjectNode(), Duration.ofSeconds(30)).join().failure()).isPresent();
        assertThat(time.waiting()).isZero();
    }

    private boolean send(JsonNode payload) {
        sent.add(payload);
        if (connected && payload.has("id")) {
            device.apply(payload).ifPresent(rest -> tools.received(read("{\"jsonrpc\":\"2.0\",\"id\":" + payload.path("id") + "," + rest + "}")));
        }
        return connected;
    }

    private static Function<JsonNode, Optional<String>> threePages() {
        return message -> switch (message.path("method").asText()) {
            case "initialize" -> Optional.of("\"result\":{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}}}");
            case "tools/list" -> Optional.of("\"result\":" + page(message.path("params").path("cursor").asText("self.tool.0")));
            default -> Optional.empty();
        };
    }

    private static String page(String cursor) {
        int from = Integer.parseInt(cursor.substring("self.tool.".length()));
        int to = Math.min(33, from + 12);
        ObjectNode result = JSON.createObjectNode();
        IntStream.range(from, to).forEach(i -> result.withArray("tools").addObject().put("name", "self.tool." + i).put("description", "tool " + i));
        if (to < 33) {
            result.put("nextCursor", "self.tool." + to);
        }
        return result.toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
