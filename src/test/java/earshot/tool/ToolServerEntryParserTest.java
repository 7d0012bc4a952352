package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Entries of tool servers as several desktop programs write them.
class ToolServerEntryParserTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "{'command':'npx','args':['-y','files']}", "{'command':['npx','-y','files']}", "{'command':['npx','-y'],'args':['files']}",
        "{'command':' npx ','args':'-y files'}", "{'command':{'path':'npx','args':['-y','files']}}",
        "{'command':'npx','arguments':['-y','files']}", "{'type':'stdio','url':'http://h/','command':'npx','args':['-y','files']}",
        "{'type':'local','command':['npx','-y','files']}", "{'url':'http://h/','command':'npx','args':['-y','files']}" })
    void aProgramIsTheSameInEveryForm(String entry) {
        assertThat(parse(entry)).contains(new ToolServerEntry.Program(List.of("npx", "-y", "files"), Map.of(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'url':'http://h/mcp'}                                  | false
        {'baseUrl':' http://h/mcp '}                            | false
        {'type':'streamable-http','url':'http://h/mcp'}         | false
        {'transport':'SSE','url':'http://h/mcp'}                | true
        {'sseUrl':'http://h/mcp'}                               | true
        {'type':'http','command':'npx','url':'http://h/mcp'}    | false
        {'type':'remote','url':'http://h/mcp'}                  | false
        {'transportType':'sse','serverUrl':'http://h/mcp'}      | true""")
    void anAddressIsTheSameInEveryForm(String entry, boolean sse) {
        assertThat(parse(entry)).contains(new ToolServerEntry.Http(URI.create("http://h/mcp"), Map.of(), sse));
    }

    @ParameterizedTest
    @CsvSource({ "url, http://h/sse, true", "url, http://h/sse/x, true", "url, http://h/messe, false", "httpUrl, http://h/sse, false",
        "url, https://h?a=/sse, false" })
    void withoutATypeTheAddressDecides(String name, String address, boolean sse) {
        assertThat(parse("{'" + name + "':'" + address + "'}")).containsInstanceOf(ToolServerEntry.Http.class).get()
            .extracting(entry -> ((ToolServerEntry.Http) entry).sse()).isEqualTo(sse);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'command':'x','disabled':true}", "{'command':'x','enabled':false}", "{'command':'x','isActive':false}",
        "{'url':'http://h/','active':false}", "{'disabled':true}" })
    void oneThatIsSwitchedOffIsNone(String entry) {
        assertThat(parse(entry)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                                | TOOL_SERVER_NO_COMMAND | ~~
        {'command':' '}                                   | TOOL_SERVER_NO_COMMAND | ~~
        {'type':'stdio','url':'http://h/'}                | TOOL_SERVER_NO_COMMAND | ~~
        {'type':'inMemory','command':'x'}                 | TOOL_SERVER_INTERNAL   | ~~
        {'url':'ftp://h/'}                                | TOOL_SERVER_NO_HTTP    | ~~
        {'url':'http:///x'}                               | TOOL_SERVER_NO_HTTP    | ~~
        {'url':'http://a b/'}                             | TOOL_SERVER_NO_HTTP    | ~~
        {'url':'http://h/','headers':{'bad name':'x'}}    | TOOL_SERVER_HEADER     | bad name
        {'url':'http://h/','headers':{'X-Key':'a\\nb'}}   | TOOL_SERVER_HEADER     | X-Key
        {'command':'x','envFile':'/no/such/.env'}         | TOOL_SERVER_ENV_FILE   | /no/such/.env""")
    void oneThatCannotBeUsedSaysWhy(String entry, ProblemReason reason, String detail) {
        assertThat(parse(entry)).contains(new ToolServerEntry.Unusable(ToolReason.of(reason, detail)));
    }

    @Test
    void whatIsStillToBeFilledInIsNamed() {
        assertThat(parse("{'command':'x','args':['--key','${NONE}'],'env':{'TOKEN':'<token>'}}"))
            .contains(new ToolServerEntry.Unfilled(new LinkedHashSet<>(List.of("<token>", "${NONE}"))));
        assertThat(parse("{'url':'https://${NONE}/mcp'}")).contains(new ToolServerEntry.Unfilled(Set.of("${NONE}")));
        assertThat(parse("{'command':'sh','args':['-c','echo ${NONE} <file>']}")).as("a program has variables of its own")
            .containsInstanceOf(ToolServerEntry.Program.class);
    }

    @Test
    void theEnvironmentComesFromTheFileThenFromTheEntry() throws IOException {
        Path file = Files.writeString(folder.resolve("my.env"), "A=1\nB=2\n");
        assertThat(parse("{'command':'x','args':['${A}${B}'],'cwd':'/w/${B}','envFile':'" + file + "','env':{'B':'3','C':'${A}-${KEY}','D':null}}"))
            .contains(new ToolServerEntry.Program(List.of("x", "13"), Map.of("A", "1", "B", "3", "C", "1-k"), Optional.of("/w/3")));
    }

    @Test
    void aTokenIsSentAsAHeaderWhereTheEntryHasNoneOfItsOwn() {
        assertThat(headers("{'url':'http://h/','API_ACCESS_TOKEN':'${KEY}'}")).isEqualTo(Map.of("Authorization", "Bearer k"));
        assertThat(headers("{'url':'http://h/','API_ACCESS_TOKEN':'t','headers':{'Authorization':'Basic x'}}")).isEqualTo(Map.of("Authorization", "Basic x"));
        assertThat(headers("{'url':'http://h/','env':{'OWN':'o'},'http_headers':{'X-A':'${OWN}','X-B':null}}")).isEqualTo(Map.of("X-A", "o"));
    }

    @Test
    void toolsThatAreNotLetThroughAreKeptWithTheEntry() {
        assertThat(parse("{'command':'x','disabledTools':['rm']}")).contains(
            new ToolServerEntry.Filtered(new ToolServerEntry.Program(List.of("x"), Map.of(), Optional.empty()), new ToolFilter(Set.of(), Set.of("rm"))));
        assertThat(parse("{'command':'x','tools':['*']}")).containsInstanceOf(ToolServerEntry.Program.class);
        assertThat(parse("{'url':'ftp://h/','disabledTools':['rm']}")).containsInstanceOf(ToolServerEntry.Unusable.class);
    }

    @Test
    void aCommandLineIsCutIntoWords() {
        assertThat(ToolServerEntryParser.words("-y  \"a b\" 'c \"d\"' e\"f \"\"")).containsExactly("-y", "a b", "c \"d\"", "e\"f", "");
        assertThat(ToolServerEntryParser.words(" ")).isEmpty();
    }

    private static Map<String, String> headers(String entry) {
        return ((ToolServerEntry.Http) parse(entry).orElseThrow()).headers();
    }

    private static Optional<ToolServerEntry> parse(String entry) {
        try {
            return ToolServerEntryParser.parse(JSON.readTree(entry.replace('\'', '"')), name -> Optional.of("k").filter(_ -> name.equals("KEY")));
        } catch (JsonProcessingException e) {
            throw new AssertionError(entry, e);
        }
    }
}
