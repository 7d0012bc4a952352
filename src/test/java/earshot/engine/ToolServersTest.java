package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.doubles.ToolServerFake;
import earshot.problem.ProblemCode;
import earshot.store.ChildProcess;
import earshot.store.HomeDirectory;
import earshot.tool.McpProgramFake;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Conversations that use the tools of a configured tool server program, through the whole engine.
class ToolServersTest {

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final OpenAiServerFake model = engine.closing(new OpenAiServerFake());
    private SocketDeviceFake socketDeviceFake;

    @Test
    @DisplayName("rows 8, 49: a server's tool gets its arguments as an object, also out of a text, and bad ones never reach it")
    void theModelCallsAToolOfAServer() throws Exception {
        names(ChildProcess.command(McpProgramFake.class, List.of()));
        model.answers(Answer.calls("c1", "math_add", "{\"a\":2,\"b\":40}"), Answer.says("Forty-two."),
            Answer.calls("c2", "math_add", "\"{\\\"a\\\":1,\\\"b\\\":1}\""), Answer.says("Two."),
            Answer.calls("c3", "math_add", "two and two"), Answer.says("I could not count."));
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.model().toolServerStatuses().get().stream().flatMap(List::stream).anyMatch(server -> server.tools().size() == 6));
        socketDeviceFake.sendTypedText("how much is it");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("Forty-two.");
        assertThat(turn.answer().tools()).singleElement().satisfies(run -> assertThat(run.result()).isEqualTo("adding\n42"));
        assertThat(model.requests().getFirst().body().path("tools").findValuesAsText("name")).startsWith("self_lamp_set").contains("get_time")
            .containsSubsequence("end_conversation", "math_add", "who");
        socketDeviceFake.sendTypedText("and now");
        assertThat(turn(2).answer().tools()).singleElement().satisfies(run -> assertThat(run.result()).isEqualTo("adding\n2"));
        socketDeviceFake.sendTypedText("and then");
        assertThat(turn(3).answer().text()).isEqualTo("I could not count.");
        assertThat(model.requests().getLast().lastMessage()).isEqualTo("参数解析失败");
    }

    @Test
    @DisplayName("rows 21, 49: a server that breaks in the middle of a call is told to the model, and the conversation goes on")
    void aServerThatBreaksHoldsUpNobody() throws Exception {
        names(ChildProcess.command(McpProgramFake.class, List.of()));
        model.answers(Answer.calls("c1", "die", "{}"), Answer.says("It broke."));
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.model().toolServerStatuses().get().stream().flatMap(List::stream).anyMatch(server -> server.tools().size() == 6));
        socketDeviceFake.sendTypedText("break it");
        assertThat(turn(1).answer().text()).isEqualTo("It broke.");
        assertThat(model.requests().getLast().lastMessage()).isEqualTo("MCP工具调用失败");
        await().until(() -> raised(ProblemCode.TOOL_SERVER_FAILED));
    }

    @Test
    void aCommandThatIsNotThereIsAProblemAndTheConversationGoesOn() throws Exception {
        names(List.of("/nonexistent/tool"));
        model.answers(Answer.says("Hello."));
        start();
        socketDeviceFake.sendTypedText("hello");
        assertThat(turn(1).answer().text()).isEqualTo("Hello.");
        await().until(() -> raised(ProblemCode.TOOL_COMMAND_UNKNOWN));
    }

    @Test
    @DisplayName("tools of which names collide, are Chinese, too long or like ours are each offered and run under a name of their own")
    void eachToolOfAServerIsCalledByANameOfItsOwn() throws Exception {
        ToolServerFake home = engine.closing(new ToolServerFake()).lists("light.on", "turns the light on", "{}").lists("light_on", "raw pin", "")
            .lists("获取天气", "weather", "true").lists("查询新闻", "news", "{}")
            .lists("a".repeat(70), "long", "{\"type\":\"object\",\"properties\":{\"data\":true}}").lists("get_time", "same name as a built-in", "{}")
            .answers("查询新闻", "{\"content\":[]}").answers("light.on", "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"the bulb is broken\"}]}");
        Files.writeString(new HomeDirectory(engine.directory()).toolServers(), "{\"mcpServers\":{\"home\":{\"url\":\"" + home.address() + "\"}}}");
        model.answers(Answer.calls("c1", "home_light_on", "{}"), Answer.calls("c2", "tool_2", "{}"), Answer.calls("c3", "home_get_time", "{}"),
            Answer.calls("c4", "get_time", "{}"), Answer.says("Done."));
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.model().toolServerStatuses().get().stream().flatMap(List::stream).anyMatch(server -> server.tools().size() == 6));
        socketDeviceFake.sendTypedText("do it all");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("Done.");
        assertThat(home.calls()).containsExactly("light.on", "查询新闻", "get_time");
        assertThat(turn.answer().tools()).extracting(TurnFacts.ToolRun::name).containsExactly("light.on", "查询新闻", "get_time", "get_time");
        assertThat(turn.answer().tools()).extracting(TurnFacts.ToolRun::failed).containsExactly(true, false, false, false);
        assertThat(turn.answer().tools()).extracting(TurnFacts.ToolRun::result).startsWith("the bulb is broken", "done", "called get_time").last().asString()
            .doesNotContain("called");
        JsonNode offered = model.requests().getFirst().body().path("tools");
        assertThat(offered.findValuesAsText("name")).doesNotHaveDuplicates().contains("light_on", "tool_1")
            .allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"));
        assertThat(offered.findValues("parameters")).allMatch(schema -> schema.path("type").asText().equals("object") && schema.path("properties").isObject());
        assertThat(offered.findValue("data")).hasToString("{\"type\":\"string\"}");
        assertThat(offered.findValuesAsText("description")).contains("查询新闻 (home): news");
    }

    @Test
    @DisplayName("what is left out of too many tools is told once, and the device's own stay")
    void tooManyToolsOfAServer() throws Exception {
        ToolServerFake many = engine.closing(new ToolServerFake());
        IntStream.range(0, 140).forEach(i -> many.lists("t" + i, "", ""));
        Files.writeString(new HomeDirectory(engine.directory()).toolServers(), "{\"mcpServers\":{\"many\":{\"url\":\"" + many.address() + "\"}}}");
        model.answers(Answer.says("Yes."));
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.model().toolServerStatuses().get().stream().flatMap(List::stream).anyMatch(server -> server.tools().size() == 140));
        for (int count = 1; count <= 2; count++) {
            socketDeviceFake.sendTypedText("hello");
            assertThat(turn(count).answer().text()).isEqualTo("Yes.");
        }
        assertThat(model.requests().getLast().body().path("tools").findValuesAsText("name")).hasSize(128).contains("self_lamp_set", "get_time", "t0")
            .doesNotContain("t139");
        assertThat(engine.model().problems().get()).filteredOn(entry -> entry.problem().code() == ProblemCode.TOOLS_LEFT_OUT).singleElement()
            .satisfies(entry -> {
            assertThat(entry.problem().args()).startsWith("many");
            assertThat(entry.count()).isEqualTo(1);
        });
    }

    private void names(List<String> command) throws Exception {
        ObjectNode all = JSON.createObjectNode();
        ObjectNode calc = all.putObject("mcpServers").putObject("calc").put("command", command.getFirst());
        command.stream().skip(1).forEach(calc.putArray("args")::add);
        Files.writeString(new HomeDirectory(engine.directory()).toolServers(), all.toString());
    }

    private void start() throws Exception {
        engine.start(EngineExtension.conversationWith(model));
        socketDeviceFake = engine.connectWithTools("aa:bb:cc:00:01:04");
    }

    private boolean raised(ProblemCode code) {
        return engine.model().problems().get().stream().anyMatch(entry -> entry.problem().code() == code);
    }

    private TurnFacts turn(int count) {
        return engine.turn(count);
    }
}
