package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogTextFormatter;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.time.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolArgumentsTest {
    private static final String HEATING = """
        {"type":"object","properties":{"房间":{"type":"string","description":"哪一间"},"温度°C":{"type":"integer"},"room name":{"type":"string"},"room_name":{"type":"string"},"$limit":{"type":"integer"},
         "计划":{"type":"array","items":{"type":"object","properties":{"时":{"type":"integer"}},"required":["时"]}}},"required":["房间","room_name"]}""";
    private static final String TYPES = """
        {"type":"object","properties":{"count":{"type":"integer"},"level":{"type":"number"},"on":{"type":"boolean"},"text":{"type":"string"},"mode":{"type":"string","enum":["Eco","Full"]},
         "list":{"type":"array","items":{"type":"integer"}},"place":{"type":"object","properties":{"x":{"type":"integer"}}}},"required":["text"]}""";

    private final List<JsonNode> got = new ArrayList<>();

    @Test
    void whatAnArgumentIsCalledInAnotherWritingLeadsBackToIt() throws JsonProcessingException {
        ToolDispatcher dispatcher = dispatcher(HEATING);
        ToolDefinition offered = dispatcher.toolDefinitions().getFirst();
        JsonNode schema = JSON.readTree(offered.parameters());
        assertThat(schema.at("/properties").fieldNames()).toIterable().containsExactly("argument_1", "C", "room_name_2", "room_name", "_limit", "argument_2")
            .allMatch(name -> name.matches("[a-zA-Z0-9_.-]{1,64}"));
        assertThat(schema.at("/properties/argument_1/description").asText()).isEqualTo("房间: 哪一间");
        assertThat(schema.at("/properties/C/description").asText()).isEqualTo("温度°C");
        assertThat(schema.at("/required").valueStream().map(JsonNode::asText)).containsExactly("argument_1", "room_name");
        assertThat(schema.at("/properties/argument_2/items/properties/argument_1/description").asText()).isEqualTo("时");
        dispatcher.run(new ToolCall("1", offered.name(),
            "{\"argument_1\":\"书房\",\"C\":21,\"room_name_2\":\"a\",\"room_name\":\"b\",\"_limit\":3,\"argument_2\":[{\"argument_1\":7}],\"more\":1}"));
        dispatcher.run(new ToolCall("2", offered.name(), "{\"房间\":\"书房\"}"));
        assertThat(got).extracting(JsonNode::toString).containsExactly(
            "{\"房间\":\"书房\",\"温度°C\":21,\"room name\":\"a\",\"room_name\":\"b\",\"$limit\":3,\"计划\":[{\"时\":7}],\"more\":1}", "{\"房间\":\"书房\"}");
    }

    @Test
    void aSchemaThatAllModelsAcceptStaysAsItIs() {
        assertThat(ToolArguments.offered(TYPES)).isSameAs(TYPES);
    }

    /// Small models write numbers and lists as texts, and null for what they leave out.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"count\":\"30\"}|{\"count\":30}", "{\"count\":30.0}|{\"count\":30}",
        "{\"level\":\"-1.5\"}|{\"level\":-1.5}", "{\"on\":\"True\"}|{\"on\":true}", "{\"mode\":\"eco\"}|{\"mode\":\"Eco\"}",
        "{\"list\":\"[1, 2]\"}|{\"list\":[1,2]}", "{\"list\":3}|{\"list\":[3]}", "{\"list\":[\"1\"]}|{\"list\":[1]}",
        "{\"place\":\"{'x': '1'}\"}|{\"place\":{\"x\":1}}", "{\"count\":null,\"text\":null}|{\"text\":null}",
        "{\"count\":\"many\",\"text\":\"30\",\"on\":1,\"mode\":\"other\",\"new\":null}|{\"count\":\"many\",\"text\":\"30\",\"on\":1,\"mode\":\"other\",\"new\":null}",
        "{\"count\":1.5}|{\"count\":1.5}", "{\"Count\":\"30\",\"TEXT\":\"a\"}|{\"count\":30,\"text\":\"a\"}",
        "{\"count\":1,\"Count\":2}|{\"count\":1,\"Count\":2}", "{\"arguments\":{\"count\":\"30\"}}|{\"count\":30}",
        "{\"other\":{\"count\":1}}|{\"other\":{\"count\":1}}" })
    void aValueGetsTheTypeOfItsSchema(String written, String meant) {
        ToolDispatcher dispatcher = dispatcher(TYPES);
        dispatcher.run(new ToolCall("1", "heat", written));
        assertThat(got).singleElement().hasToString(meant);
    }

    private ToolDispatcher dispatcher(String schema) {
        ToolSource source = new ToolSource() {
            @Override
            public List<Tool> list() {
                return List.of(new Tool("heat", "", schema.replaceAll("\n\\s*", ""), false));
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                got.add(arguments);
                return CompletableFuture.completedFuture("{}");
            }
        };
        return new ToolDispatcher(new SystemTime(), McpClient.CALL_TIMEOUT, new LogTextFormatter(() -> 2000), new ToolNames(Set.of()), ToolSource.none(),
            source, List.of(), (_, _) -> "no such tool");
    }
}
