package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.tool.McpSettingsFile.Entry;
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
        Map<String, Entry> entries = read("""
            {"mcpServers": {
              "files": {"command": " npx ", "args": ["-y", "server-files", 7], "env": {"ROOT": "/data", "N": 3}},
              "sky": {"url": "https://weather.invalid/mcp?v=1", "headers": {"X-Key": "k"}},
              "calc": {"command": "calc"}
            }}""");
        assertThat(entries).containsExactly(
            Map.entry("files", new Entry.Program(List.of("npx", "-y", "server-files", "7"), Map.of("ROOT", "/data", "N", "3"))),
            Map.entry("sky", new Entry.Http(URI.create("https://weather.invalid/mcp?v=1"), Map.of("X-Key", "k"), false)),
            Map.entry("calc", new Entry.Program(List.of("calc"), Map.of())));
    }

    @Test
    void aDisabledServerIsLeftOut() throws IOException {
        assertThat(read("{\"mcpServers\":{\"a\":{\"command\":\"a\",\"disabled\":true},\"b\":{\"command\":\"b\",\"disabled\":false},\"c\":{\"url\":\"http://127.0.0.1\",\"disabled\":true}}}")).containsOnlyKeys("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"mcpServers\":{}}", "{\"other\":1}", McpSettingsFile.EMPTY_FILE})
    void withoutServersThereAreNone(String text) throws IOException {
        assertThat(read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"mcpServers\":[]}", "{\"mcpServers\":7}", "{\"mcpServers\":null}", "not json"})
    void aFileOfAnotherFormatIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsNotThereOrHugeIsRefused() throws IOException {
        assertThatThrownBy(() -> McpSettingsFile.read(directory.resolve("nothing.json"))).isInstanceOf(IOException.class);
        try (RandomAccessFile huge = new RandomAccessFile(directory.resolve("huge.json").toFile(), "rw")) {
            huge.setLength(3L << 30);
        }
        assertThatThrownBy(() -> McpSettingsFile.read(directory.resolve("huge.json"))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{}|it has neither a command nor a url", "{\"command\":\"  \"}|it has neither a command nor a url", "7|it has neither a command nor a url", "{\"url\":\"ftp://h/x\"}|its url is no http address",
        "{\"url\":\"http://\"}|its url is no http address", "{\"url\":\"http:///path\"}|its url is no http address", "{\"url\":\"no address\"}|its url is no http address", "{\"url\":\"localhost:80\"}|its url is no http address"})
    void anUnusableEntrySaysWhyAndHidesNoOther(String section, String why) throws IOException {
        assertThat(read("{\"mcpServers\":{\"odd\":" + section + ",\"good\":{\"command\":\"x\"}}}")).containsEntry("odd", new Entry.Unusable(why)).containsKey("good");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"http://127.0.0.1/sse, -, true", "http://127.0.0.1/mcp, -, false", "http://127.0.0.1/mcp, sse, true", "http://127.0.0.1/sse, streamable-http, false", "http://127.0.0.1/a/sse?k=v, -, true", "http://127.0.0.1, -, false"})
    void theTransportIsNamedOrKnownByTheAddress(String url, String transport, boolean sse) throws IOException {
        Map<String, Entry> entries = read("{\"mcpServers\":{\"x\":{\"url\":\"" + url + "\"" + (transport == null ? "" : ",\"transport\":\"" + transport + "\"") + "}}}");
        assertThat(entries.get("x")).isInstanceOfSatisfying(Entry.Http.class, http -> assertThat(http.sse()).isEqualTo(sse));
    }

    @Test
    void anAccessTokenIsTheAuthorizationUnlessOneIsWritten() throws IOException {
        Map<String, Entry> entries = read("""
            {"mcpServers": {
              "a": {"url": "http://127.0.0.1/a", "API_ACCESS_TOKEN": "t-1"},
              "b": {"url": "http://127.0.0.1/b", "API_ACCESS_TOKEN": "t-1", "headers": {"Authorization": "Basic x"}},
              "c": {"url": "http://127.0.0.1/c", "API_ACCESS_TOKEN": " "}
            }}""");
        assertThat(entries.values()).extracting(entry -> ((Entry.Http) entry).headers()).containsExactly(Map.of("Authorization", "Bearer t-1"), Map.of("Authorization", "Basic x"), Map.of());
    }

    @Test
    void noKeyIsInTheTextOfAnEntry() throws IOException {
        Map<String, Entry> entries = read("{\"mcpServers\":{\"a\":{\"command\":\"x\",\"env\":{\"KEY\":\"hush\"}},\"b\":{\"url\":\"http://127.0.0.1/b?key=hush\",\"headers\":{\"K\":\"hush\"}}}}");
        assertThat(entries).hasToString("{a=Program[x], b=Http[http://127.0.0.1/b]}");
    }

    private Map<String, Entry> read(String text) throws IOException {
        return McpSettingsFile.read(Files.writeString(directory.resolve("mcp.json"), text));
    }
}
