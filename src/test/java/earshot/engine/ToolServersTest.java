package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
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
        model.answers(Answer.calls("c1", "math_add", "{\"a\":2,\"b\":40}"), Answer.says("Forty-two."), Answer.calls("c2", "math_add", "\"{\\\"a\\\":1,\\\"b\\\":1}\""), Answer.says("Two."),
            Answer.calls("c3", "math_add", "two and two"), Answer.says("I could not count."));
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.model().toolServerStatuses().get().stream().anyMatch(server -> server.tools().size() == 6));
        socketDeviceFake.sendTypedText("how much is it");
        TurnFacts turn = turn(1);
        assertThat(turn.answer().text()).isEqualTo("Forty-two.");
        assertThat(turn.answer().tools()).singleElement().satisfies(run -> assertThat(run.result()).isEqualTo("42"));
        assertThat(model.requests().getFirst().body().path("tools").findValuesAsText("name")).startsWith("math_add", "who").contains("get_time");
        socketDeviceFake.sendTypedText("and now");
        assertThat(turn(2).answer().tools()).singleElement().satisfies(run -> assertThat(run.result()).isEqualTo("2"));
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
        await().atMost(Duration.ofSeconds(60)).until(() -> engine.model().toolServerStatuses().get().stream().anyMatch(server -> server.tools().size() == 6));
        socketDeviceFake.sendTypedText("break it");
        assertThat(turn(1).answer().text()).isEqualTo("It broke.");
        assertThat(model.requests().getLast().lastMessage()).isEqualTo("MCP工具调用失败");
        assertThat(raised(ProblemCode.TOOL_SERVER_FAILED)).isTrue();
    }

    @Test
    void aCommandThatIsNotThereIsAProblemAndTheConversationGoesOn() throws Exception {
        names(List.of("/nonexistent/tool"));
        model.answers(Answer.says("Hello."));
        start();
        socketDeviceFake.sendTypedText("hello");
        assertThat(turn(1).answer().text()).isEqualTo("Hello.");
        await().until(() -> raised(ProblemCode.TOOL_SERVER_FAILED));
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
