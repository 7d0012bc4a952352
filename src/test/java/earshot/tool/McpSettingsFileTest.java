package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpSettingsFileTest {
    @TempDir
    Path directory;

    @Test
    void programsAndAddressesAreReadInTheOrderOfTheFile() throws IOException {
        Map<String, ToolServerEntry> entries = read("""
            {"mcpServers": {
              "files": {"command": " npx ", "args": ["-y", "server-files", 7], "env": {"ROOT": "/data", "N": 3}},
              "sky": {"url": "https://weather.invalid/mcp?v=1", "headers": {"X-Key": "k"}},
              "calc": {"command": "calc"}
            }}""");
        assertThat(entries).containsExactly(
            Map.entry("files", new ToolServerEntry.Program(List.of("npx", "-y", "server-files", "7"), Map.of("ROOT", "/data", "N", "3"), Optional.empty())),
            Map.entry("sky", new ToolServerEntry.Http(URI.create("https://weather.invalid/mcp?v=1"), Map.of("X-Key", "k"), false)),
            Map.entry("calc", new ToolServerEntry.Program(List.of("calc"), Map.of(), Optional.empty())));
    }

    @Test
    void aDisabledServerIsLeftOut() throws IOException {
        assertThat(read(
            "{\"mcpServers\":{\"a\":{\"command\":\"a\",\"disabled\":true},\"b\":{\"command\":\"b\",\"disabled\":false},\"c\":{\"url\":\"http://127.0.0.1\",\"disabled\":true}}}"))
            .containsOnlyKeys("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"mcpServers\":{}}", "{\"other\":1}", McpSettingsFile.EMPTY_FILE})
    void withoutServersThereAreNone(String text) throws IOException {
        assertThat(read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"mcpServers\":7}", "{\"mcpServers\":null}", "not json"})
    void aFileOfAnotherFormatIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsNotThereOrHugeIsRefused() throws IOException {
        assertThatThrownBy(() -> McpSettingsFile.read(directory.resolve("nothing.json"), _ -> Optional.empty())).isInstanceOf(IOException.class);
        try (RandomAccessFile huge = new RandomAccessFile(directory.resolve("huge.json").toFile(), "rw")) {
            huge.setLength(3L << 30);
        }
        assertThatThrownBy(() -> McpSettingsFile.read(directory.resolve("huge.json"), _ -> Optional.empty())).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{}|TOOL_SERVER_NO_COMMAND", "{\"command\":\"  \"}|TOOL_SERVER_NO_COMMAND", "7|TOOL_SERVER_NO_COMMAND", "{\"url\":\"ftp://h/x\"}|TOOL_SERVER_NO_HTTP",
        "{\"url\":\"http://\"}|TOOL_SERVER_NO_HTTP", "{\"url\":\"http:///path\"}|TOOL_SERVER_NO_HTTP", "{\"url\":\"no address\"}|TOOL_SERVER_NO_HTTP",
        "{\"url\":\"localhost:80\"}|TOOL_SERVER_NO_HTTP" })
    void anUnusableEntrySaysWhyAndHidesNoOther(String section, ProblemReason why) throws IOException {
        assertThat(read("{\"mcpServers\":{\"odd\":" + section + ",\"good\":{\"command\":\"x\"}}}"))
            .containsEntry("odd", new ToolServerEntry.Unusable(ToolReason.of(why))).containsKey("good");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "http://127.0.0.1/sse, -, true", "http://127.0.0.1/mcp, -, false", "http://127.0.0.1/mcp, sse, true",
        "http://127.0.0.1/sse, streamable-http, false", "http://127.0.0.1/sse/, -, true", "http://127.0.0.1/mcp/proxy/sse/default-user, -, true",
        "http://127.0.0.1/sse2, -, false", "http://127.0.0.1/a/sse?k=v, -, true", "http://127.0.0.1, -, false" })
    void theTransportIsNamedOrKnownByTheAddress(String url, String transport, boolean sse) throws IOException {
        Map<String, ToolServerEntry> entries = read(
            "{\"mcpServers\":{\"x\":{\"url\":\"" + url + "\"" + (transport == null ? "" : ",\"transport\":\"" + transport + "\"") + "}}}");
        assertThat(entries.get("x")).isInstanceOfSatisfying(ToolServerEntry.Http.class, http -> assertThat(http.sse()).isEqualTo(sse));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"mcpServers\":{\"x\":%s}}", "{\"servers\":{\"x\":%s}}", "{\"context_servers\":{\"x\":%s}}",
        "{\"mcp\":{\"servers\":{\"x\":%s}}}", "{\"$schema\":\"s\",\"mcp\":{\"x\":%s}}",
        "{\"x\":%s}", "{\"mcpServers\":[{\"name\":\"x\",\"type\":\"x\",\"command\":\"x\",\"args\":[\"-y\"]}]}",
        "\uFEFF// of a desktop program\n{\"mcpServers\": /* mine */ {\"x\":%s,},}" })
    void theServersAreFoundWhereverAProgramKeepsThem(String form) throws IOException {
        assertThat(read(form.formatted("{\"command\":\"x\",\"args\":[\"-y\"]}")))
            .containsExactly(Map.entry("x", new ToolServerEntry.Program(List.of("x", "-y"), Map.of(), Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aMarkAtTheBeginAndWideCharactersAreRead(String charset) throws IOException {
        Path file = Files.write(directory.resolve("mcp.json"),
            "\uFEFF{\"mcpServers\":{\"时钟\":{\"command\":\"x\"}}}".getBytes(java.nio.charset.Charset.forName(charset)));
        assertThat(McpSettingsFile.read(file, _ -> Optional.empty())).containsOnlyKeys("时钟");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = { "\"disabled\":true", "\"enabled\":false", "\"isActive\":false", "\"isActive\":\"false\"",
        "\"enabled\":true,\"disabled\":true" })
    void whatIsSwitchedOffIsOff(String off) throws IOException {
        assertThat(
            read("{\"mcpServers\":{\"a\":{\"command\":\"a\"," + off + "},\"b\":{\"command\":\"b\",\"enabled\":true,\"isActive\":true,\"disabled\":false}}}"))
            .containsOnlyKeys("b");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"command\":[\"npx\",\"-y\",\"s\"]}", "{\"type\":\"local\",\"command\":[\"npx\",\"-y\"],\"args\":[\"s\"]}",
        "{\"command\":{\"path\":\"npx\",\"args\":[\"-y\",\"s\"]}}", "{\"type\":\"stdio\",\"command\":\"npx\",\"args\":\"-y s\",\"url\":\"http://127.0.0.1\"}" })
    void aCommandIsWrittenInSeveralWays(String entry) throws IOException {
        assertThat(only(entry)).isEqualTo(new ToolServerEntry.Program(List.of("npx", "-y", "s"), Map.of(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"url\"", "\"baseUrl\"", "\"serverUrl\"", "\"httpUrl\"", "\"type\":\"remote\",\"url\"",
        "\"type\":\"streamableHttp\",\"endpoint\"", "\"transport\":\"streamable-http\",\"url\"" })
    void anAddressHasSeveralNames(String key) throws IOException {
        assertThat(only("{" + key + ":\"http://127.0.0.1/mcp\",\"timeout\":600,\"autoApprove\":[],\"env\":{}}"))
            .isEqualTo(new ToolServerEntry.Http(URI.create("http://127.0.0.1/mcp"), Map.of(), false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = { "\"includeTools\":[\"a\",\"b\"]|a b",
        "\"enabled_tools\":[\"a\",\"b\",\"cd\"],\"disabled_tools\":[\"b\"]|a cd", "\"disabledTools\":[\"c*\"]|a b", "\"excludeTools\":[\"*d\",\"x\"]|a b c.",
        "\"tools\":[\"*\"]|a b c. cd", "\"tools\":[\"a\"]|a", "\"allowedTools\":[]|a b c. cd", "\"tools\":{\"a\":1},\"autoApprove\":[\"a\"]|a b c. cd"})
    void anEntryMayLetSomeToolsThroughOnly(String filter, String left) throws IOException {
        ToolServerEntry entry = only("{\"command\":\"x\"," + filter + "}");
        assertThat(Stream.of("a", "b", "c.", "cd").map(name -> new Tool(name, "", "{}", false)).filter(entry.tools()::lets).map(Tool::name))
            .containsExactly(left.split(" "));
    }

    @Test
    void variablesAreFilledFromTheEnvironmentAndFromTheEntry() throws IOException {
        assertThat(only(
            "{\"command\":\"${HOME}/x\",\"args\":[\"${env:TOKEN}\",\"${PORT}\",\"${ABSENT:-8000}\",\"${EMPTY:-e}\"],\"env\":{\"PORT\":80,\"A\":\"Bearer ${TOKEN}\",\"N\":null},\"cwd\":\"${HOME}\"}"))
            .isEqualTo(new ToolServerEntry.Program(List.of("/home/me/x", "t-4711", "80", "8000", "e"), Map.of("PORT", "80", "A", "Bearer t-4711"),
                Optional.of("/home/me")));
        assertThat(only("{\"url\":\"http://127.0.0.1/${TOKEN}\",\"headers\":{\"K\":\"${TOKEN}\"}}"))
            .isEqualTo(new ToolServerEntry.Http(URI.create("http://127.0.0.1/t-4711"), Map.of("K", "t-4711"), false));
        assertThat(only("{\"command\":\"sh\",\"args\":[\"-c\",\"echo ${HERE} ${TOKEN}\"]}")).as("variables of a shell are its own")
            .isEqualTo(new ToolServerEntry.Program(List.of("sh", "-c", "echo ${HERE} t-4711"), Map.of(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"command\":\"x\",\"env\":{\"K\":\"${input:key}\"}}|${input:key}", "{\"command\":\"x\",\"args\":[\"${ABSENT}\"]}|${ABSENT}",
        "{\"url\":\"http://127.0.0.1/${ABSENT}\"}|${ABSENT}",
        "{\"command\":\"mcp-proxy\",\"args\":[\"http://YOUR_HA_HOST/sse\"]}|YOUR_HA_HOST", "{\"url\":\"https://<host>/mcp\"}|<host>",
        "{\"url\":\"http://127.0.0.1\",\"headers\":{\"A\":\"Bearer <token>\"}}|<token>",
        "{\"command\":\"x\",\"env\":{\"K\":\"你的密钥\"}}|你的密钥", "{\"command\":\"x\",\"env\":{\"K\":\"change-me\"}}|change-me"})
    void whatIsStillToBeFilledInIsNamed(String entry, String part) throws IOException {
        assertThat(only(entry)).isEqualTo(new ToolServerEntry.Unfilled(Set.of(part)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\\\"Authorization\\\":\\\"Bearer x\\\"}", "[1]", "/srv/your files", "__init__.py", "a<b", ""})
    void valuesThatOnlyLookAlikeAreNoPlaceholders(String value) throws IOException {
        assertThat(only("{\"command\":\"x\",\"env\":{\"K\":\"" + value + "\"}}")).isInstanceOf(ToolServerEntry.Program.class);
    }

    @Test
    void aFileOfVariablesIsReadAndTheEntryItselfGoesFirst() throws IOException {
        Path file = Files.writeString(directory.resolve(".env"),
            "# keys\n\nexport TOKEN=\"a b\" # quoted\nPORT=1 # plain\nURL=http://x/#y\nQUOTE='it'\nNO LINE\nEMPTY=\n");
        assertThat(only("{\"command\":\"c\",\"args\":[\"${TOKEN}\"],\"envFile\":\"" + file + "\",\"env\":{\"PORT\":80}}")).isEqualTo(
            new ToolServerEntry.Program(List.of("c", "a b"), Map.of("TOKEN", "a b", "PORT", "80", "URL", "http://x/#y", "QUOTE", "it", "EMPTY", ""),
                Optional.empty()));
        assertThat(only("{\"command\":\"c\",\"envFile\":\"" + directory.resolve("none.env") + "\"}")).isInstanceOfSatisfying(ToolServerEntry.Unusable.class,
            entry -> assertThat(entry.why()).isEqualTo(ToolReason.of(ProblemReason.TOOL_SERVER_ENV_FILE, directory.resolve("none.env").toString())));
    }

    @Test
    void aServerInsideAnotherProgramIsNone() throws IOException {
        assertThat(only("{\"type\":\"inMemory\",\"command\":\"x\"}")).isInstanceOf(ToolServerEntry.Unusable.class);
    }

    @Test
    void anAccessTokenIsTheAuthorizationUnlessOneIsWritten() throws IOException {
        Map<String, ToolServerEntry> entries = read("""
            {"mcpServers": {
              "a": {"url": "http://127.0.0.1/a", "API_ACCESS_TOKEN": "t-1"},
              "b": {"url": "http://127.0.0.1/b", "API_ACCESS_TOKEN": "t-1", "headers": {"Authorization": "Basic x"}},
              "c": {"url": "http://127.0.0.1/c", "API_ACCESS_TOKEN": " "}
            }}""");
        assertThat(entries.values()).extracting(entry -> ((ToolServerEntry.Http) entry).headers()).containsExactly(Map.of("Authorization", "Bearer t-1"),
            Map.of("Authorization", "Basic x"), Map.of());
    }

    @Test
    void noKeyIsInTheTextOfAnEntry() throws IOException {
        Map<String, ToolServerEntry> entries = read(
            "{\"mcpServers\":{\"a\":{\"command\":\"x\",\"env\":{\"KEY\":\"hush\"}},\"b\":{\"url\":\"http://127.0.0.1/b?key=hush\",\"headers\":{\"K\":\"hush\"}}}}");
        assertThat(entries).hasToString("{a=Program[x], b=Http[http://127.0.0.1/b]}");
    }

    private ToolServerEntry only(String entry) throws IOException {
        return read("{\"mcpServers\":{\"x\":" + entry + "}}").get("x");
    }

    private Map<String, ToolServerEntry> read(String text) throws IOException {
        return McpSettingsFile.read(Files.writeString(directory.resolve("mcp.json"), text),
            name -> Optional.ofNullable(Map.of("HOME", "/home/me", "TOKEN", "t-4711", "EMPTY", "").get(name)));
    }
}
