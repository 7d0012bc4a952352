package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the command line refuses, in words and by its exit code, and what it prints when the program fails.
class SimulateUsageTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "simulate|name the server: --url ws://… or --ota http://…",
        "simulate --url ws://127.0.0.1:1/ --devices 0|--devices takes 1 to 2000",
        "simulate --url ws://127.0.0.1:1/ --devices 2001|--devices takes 1 to 2000",
        "simulate --url ws://127.0.0.1:1/ --turns 0|--turns takes 1 or more",
        "simulate --url ws://127.0.0.1:1/ --protocol 4|--protocol takes 1, 2 or 3",
        "simulate --url ws://127.0.0.1:1/ --protocol 0|--protocol takes 1, 2 or 3",
        "simulate --url ws://127.0.0.1:1/ --patience 0|--patience takes 1 or more seconds",
        "simulate --url ws://127.0.0.1:1/ --mode sideways|--mode takes auto, manual or realtime, not sideways",
        "simulate --url ftp://127.0.0.1/|--url takes an address that starts with ws:// or wss://, not ftp://",
        "simulate --url WS://127.0.0.1/|not WS://",
        "simulate --url http://127.0.0.1/|--url takes an address that starts with ws:// or wss://, not http://",
        "simulate --ota ws://127.0.0.1/|--ota takes an address that starts with http:// or https://, not ws://",
        "simulate --url ://127.0.0.1/|--url takes",
        "simulate --url ws://127.0.0.1:1/ --devices many|many",
        "simulate --url ws://127.0.0.1:1/ extra|extra",
        "--headless --port -1|--port takes 0 to 65535, not -1",
        "--headless --http-port 65536|--http-port takes 0 to 65535, not 65536",
        "--headless --home|--home",
        "nonsense|nonsense"})
    void badUsageIsExitCode2AndNamesTheMistake(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message).contains("Usage: ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://", "http//127.0.0.1", "no address", "ws://127.0.0.1:port/"})
    void anAddressThatIsNoneIsBadUsage(String address) {
        assertThat(run("simulate", "--url", address)).isEqualTo(2);
        assertThat(run("simulate", "--ota", address)).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsAReportAndExitCode1() {
        assertThat(run("simulate", "--url", "ws://127.0.0.1:1/xiaozhi/v1/", "--patience", "5", "--json")).isEqualTo(1);
        assertThat(out.toString()).startsWith("{").contains("\"devices\"");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aRecordingThatIsNotThereIsAProblemOfThreeLines() {
        assertThat(run("simulate", "--url", "ws://127.0.0.1:1/", "--speech", directory.resolve("none.wav").toString())).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(3).satisfiesExactly(what -> assertThat(what).startsWith("what: "),
            why -> assertThat(why).startsWith("why:  "), remedy -> assertThat(remedy).startsWith("do:   "));
        assertThat(err.toString()).contains("none.wav", "There is no such file");
    }

    @Test
    void aProblemIsPrintedInTheLanguageOfTheSystem() {
        Problem problem = Problem.of(ProblemCode.HOME_UNUSABLE, "/data", "it is not writable");
        Program.print(new PrintWriter(out), problem);
        Locale locale = Locale.getDefault();
        assertThat(out.toString().lines()).containsExactly("what: " + problem.what(locale), "why:  " + problem.why(locale), "do:   " + problem.remedy(locale));
        Locale chinese = Locale.SIMPLIFIED_CHINESE;
        assertThat(Program.lines(problem, chinese)).containsExactly("问题：" + problem.what(chinese), "原因：" + problem.why(chinese),
            "建议：" + problem.remedy(chinese));
    }

    @Test
    void aTemporaryHomeIsDeletedWithAllThatIsInIt() throws Exception {
        HomeDirectory home;
        try (TemporaryHome temporary = TemporaryHome.make()) {
            home = temporary.home();
            Files.writeString(Files.createDirectories(home.path().resolve("a/b")).resolve("file"), "x");
            assertThat(home.path()).isDirectory();
        }
        assertThat(home.path()).doesNotExist();
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString().lines()).first().asString().containsIgnoringCase("earshot");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        return new Program(new SystemTime(), (_, _, _) -> {
            throw new AssertionError("no window was asked for");
        }, new PrintWriter(out, true), new PrintWriter(err, true)).run(all);
    }
}
