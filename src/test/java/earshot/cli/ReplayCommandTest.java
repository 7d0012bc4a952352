package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.replay.RecordingSample;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U53: replay and compare on the command line, by their exit codes")
class ReplayCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--speed 0|--speed takes more than 0, at most 100",
        "--speed 101|--speed takes more than 0, at most 100",
        "--patience 0|--patience takes 1 or more seconds",
        "--trust ab|--trust takes a SHA-256 fingerprint",
        "--url http://127.0.0.1/|--url takes an address that starts with ws:// or wss://",
        "--ota http://127.0.0.1/|--ota takes own where there is no --url",
        "--url ws://127.0.0.1:1 --ota ws://127.0.0.1/|--ota takes an address that starts with http:// or https://",
        "--url nonsense|no scheme in nonsense",
        "--device zz|no connection of zz in the file, only of: aa:bb:cc:00:00:01"})
    void badUsageIsExitCode2AndNamesTheMistake(String arguments, String message) {
        RecordingSample.write(folder.resolve("a.earshot"), "hello there");
        assertThat(run(Stream.concat(Stream.of("replay", folder.resolve("a.earshot").toString()), Stream.of(arguments.split(" "))).toArray(String[]::new)))
            .isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void whatCannotBePlayedIsExitCode2() throws IOException {
        Path file = folder.resolve("a.earshot");
        assertThat(run("replay", file.toString(), "--url", "ws://127.0.0.1:1")).as("no file").isEqualTo(2);
        assertThat(err.toString()).contains("what: ");
        RecordingSample.write(file, "hello there");
        assertThat(run("replay", file.toString(), "--url", "ws://127.0.0.1:1")).as("no server").isEqualTo(2);
        assertThat(err.toString()).contains("cannot be played: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @Timeout(60)
    void aFileDoesNotChooseWhomThisComputerContacts() throws IOException {
        Path file = folder.resolve("a.earshot");
        try (ServerSocket chosen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + chosen.getLocalPort() + "/v1";
            RecordingSample.write(file, "hello there",
                Map.of("selected_module.LLM", "theirs", "LLM.theirs.type", "openai", "LLM.theirs.base_url", address, "LLM.theirs.model_name", "m"));
            assertThat(run("replay", file.toString())).isEqualTo(2);
            assertThat(err.toString()).contains("nothing was played").contains("  LLM.theirs: " + address + "\n").contains("--allow-addresses");
            assertThat(out.toString()).isEmpty();
            chosen.setSoTimeout(1);
            assertThatThrownBy(chosen::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void twoFilesAreComparedByWhatTheServerSaid() {
        Path first = folder.resolve("a.earshot");
        Path second = folder.resolve("b.earshot");
        RecordingSample.write(first, "hello there");
        RecordingSample.write(second, "hello dear");
        assertThat(run("compare", first.toString(), first.toString())).isZero();
        assertThat(out.toString()).endsWith("the same\n");
        assertThat(run("compare", first.toString(), second.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("differs  stt text: \"hello there\" recorded, \"hello dear\" played\n1 difference\n");
        assertThat(run("compare", first.toString(), second.toString(), "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"kind\" : \"value\"");
        assertThat(run("compare", first.toString(), folder.resolve("none.earshot").toString())).isEqualTo(2);
    }

    private int run(String... arguments) {
        return new Program(new SystemTime(), (_, _, _) -> {
            throw new AssertionError("no window");
        }, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }
}
