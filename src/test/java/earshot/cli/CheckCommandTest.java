package earshot.cli;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.time.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatDoesNotHoldIsExitCode1WithItsLine() throws IOException {
        assertThat(check("server: {port: 9000}\nselected_module: {TTS: CosyVoiceTTS}\n")).isEqualTo(1);
        assertThat(out.toString()).contains("Important, but not in effect:").containsPattern(" 2 +replaced +selected_module.TTS: CosyVoiceTTS")
            .containsPattern(" 1 +used +server.port: 9000");
    }

    @Test
    void aReportIsInOneLanguage() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        try {
            check("server: {port: 9000, ota: 'http://192.168.1.2:8003/'}\nselected_module: {TTS: CosyVoiceTTS}\n");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(out.toString()).contains("重要但没有生效：").containsPattern(" 2 +已代替 +selected_module.TTS: CosyVoiceTTS").contains("OTA").doesNotContain("replaced")
            .doesNotContain("The rest");
    }

    @Test
    void whatHoldsIsExitCode0() throws IOException {
        assertThat(check("server: {port: 9000}\n")).isZero();
    }

    @Test
    void programsReadJson() throws IOException {
        assertThat(check("server: {port: 99999}\n", "--json")).isEqualTo(1);
        JsonNode report = JSON.readTree(out.toString());
        assertThat(report.path("holds").asBoolean(true)).isFalse();
        assertThat(report.path("findings").findValuesAsText("key")).contains("server.port");
    }

    @Test
    void aFileThatIsNoYamlIsAProblem() throws IOException {
        assertThat(check("a: [\n")).isEqualTo(1);
        assertThat(err.toString()).contains("what:", "do:");
    }

    private int check(String yaml, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
            List.of("check", "--home", directory.resolve("home").toString(), "--config", Files.writeString(directory.resolve("given.yaml"), yaml).toString()));
        arguments.addAll(List.of(more));
        return new Program(new SystemTime(), (_, _, _) -> {
            throw new AssertionError("opens no window");
        }, new PrintWriter(out, true), new PrintWriter(err, true)).run(arguments);
    }
}
