package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real programs that write without end.
class StdioTransportTest implements McpTransport.TransportListener {
    @TempDir
    Path directory;

    private final TimeFake time = new TimeFake();
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private ToolProcesses programs;
    private StdioTransport transport;

    @AfterEach
    void close() {
        programs.close();
    }

    @Test
    void aLineWithoutEndOnStandardErrorIsReadAndCut() throws Exception {
        start("head -c 200000000 /dev/zero | tr '\\0' x >&2; echo '{\"method\":\"here\"}'; echo ' the reason' >&2; exit 3");
        await().atMost(Duration.ofSeconds(60)).until(() -> !ends.isEmpty());
        assertThat(messages).hasSize(1);
        assertThat(ends.getFirst()).isEqualTo(ProblemReason.TOOL_SERVER_ENDED.with("3"));
        assertThat(transport.lastWords()).endsWith("x…").hasSizeLessThan(400);
    }

    @Test
    void aMessageIsFoundBehindAGreetingAByteOrderMarkAndAnotherMessage() throws Exception {
        start(
            "printf '\\357\\273\\277{\"jsonrpc\":\"2.0\",\"id\":1}\\n'; printf 'Ready> {\"jsonrpc\":\"2.0\","
                + "\"id\":2}\\r\\n'; echo '{\"jsonrpc\":\"2.0\",\"method\":\"x\"}{\"jsonrpc\":\"2.0\",\"id\":3}'; echo 'Ready> not yet'");
        await().atMost(Duration.ofSeconds(60)).until(() -> !ends.isEmpty());
        assertThat(messages).extracting(message -> message.path("id").asInt()).containsExactly(1, 2, 0, 3);
        assertThat(transport.lastWords()).contains("not yet");
    }

    @Test
    void aMessageMayStandOnSeveralLinesWithLogLinesBetween() throws Exception {
        Path output = Files.writeString(directory.resolve("output"), """
            [INFO] { starting
            { starting
            {
              "jsonrpc": "2.0",
              "id": 1,
            2026-11-30 12:00 INFO asked {
              "result": {
                "tools": [
                  {"name": "a"},
                  {"name": "b"}
                ],
                "count":
                  2
            [WARN] slow "b"
              }
            }
            {"jsonrpc":"2.0","id":2}
            {
              "never": "ended",
            {"jsonrpc":"2.0","id":3}
            [
              {"jsonrpc":"2.0","id":4},
              {"jsonrpc":"2.0","id":5}
            ]
            {
            "id": 6, "jsonrpc": "2.0", "result": {"text": "a { b"}
            }
            """);
        start("cat " + output);
        await().atMost(Duration.ofSeconds(60)).until(() -> !ends.isEmpty());
        assertThat(messages).extracting(message -> message.path("id").asInt()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(messages.getFirst().at("/result/tools/1/name").asText()).isEqualTo("b");
        assertThat(messages.getFirst().at("/result/count").asInt()).isEqualTo(2);
        assertThat(transport.lastWords()).contains("[WARN] slow");
    }

    @Test
    void aLineWithoutEndOnStandardOutputEndsTheProgram() throws Exception {
        start("echo '{\"method\":\"here\"}'; trap '' TERM; cat /dev/zero");
        await().atMost(Duration.ofSeconds(60)).until(() -> !ends.isEmpty());
        assertThat(messages).hasSize(1);
        assertThat(ends).containsExactly("a line without end");
        time.advance(ToolProcesses.GRACE);
        await().atMost(Duration.ofSeconds(60))
            .until(() -> ProcessHandle.current().children().noneMatch(child -> child.info().commandLine().orElse("").contains("/dev/zero")));
    }

    private void start(String script) throws IOException {
        programs = new ToolProcesses(time, directory.resolve("processes.txt"));
        transport = new StdioTransport("test", new ProcessBuilder("/bin/sh", "-c", script), List.of(), time, programs, this);
    }

    @Override
    public void received(JsonNode message) {
        messages.add(message);
    }

    @Override
    public void refused(JsonNode message, ToolReason why) {}

    @Override
    public void sessionLost(Optional<JsonNode> message) {}

    @Override
    public void disconnected(ToolServerFailure failure) {
        ends.add(failure.reason().argument());
    }
}
