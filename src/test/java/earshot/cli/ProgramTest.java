package earshot.cli;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.store.ChildProcess;
import earshot.store.HomeDirectory;
import earshot.store.HomeLock;
import earshot.time.SystemTime;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    private static final Pattern READY = Pattern.compile("ready ws=ws://\\S+:(\\d+)/xiaozhi/v1/ ota=http://\\S+:(\\d+)/xiaozhi/ota/");

    private static final Pattern INTERRUPTED = Pattern.compile(" DEBUG .*清理完成: TTS队列大小=0, 音频队列大小=0");

    @TempDir
    Path directory;

    private final List<Runnable> after = new ArrayList<>();

    @AfterEach
    void end() {
        after.forEach(Runnable::run);
    }

    @Test
    void badUsageIsExitCode2AndSaysWhatIsWrong() {
        ProgramRun unknown = new ProgramRun("--bogus");
        assertThat(unknown.code.join()).isEqualTo(2);
        assertThat(unknown.err.toString()).contains("--bogus").contains("Usage: earshot");
        assertThat(new ProgramRun("--port", "70000", "--headless", "--home", home()).code.join()).isEqualTo(2);
        assertThat(new ProgramRun("--port", "none").code.join()).isEqualTo(2);
        assertThat(new ProgramRun("--log-level", "loud").code.join()).isEqualTo(2);
        assertThat(new ProgramRun("simulate").code.join()).isEqualTo(2);
    }

    @Test
    void helpAndVersionAreExitCode0() {
        ProgramRun help = new ProgramRun("--help");
        assertThat(help.code.join()).isZero();
        assertThat(help.out.toString()).contains("--headless").contains("--http-port").contains("demo").contains("simulate");
        assertThat(new ProgramRun("--version").code.join()).isZero();
        assertThat(new ProgramRun("simulate", "--help").code.join()).isZero();
    }

    @Test
    void aRecordingThatIsNoSoundIsExitCode1InWords() throws IOException {
        ProgramRun notes = new ProgramRun("transcribe", "--home", home(),
            Files.writeString(directory.resolve("notes.mp3"), "Notes of the meeting\n".repeat(100)).toString());
        assertThat(notes.code.join()).isEqualTo(1);
        assertThat(notes.out.toString()).isEmpty();
        assertThat(notes.err.toString()).contains("what:", "notes.mp3", "do:");
        ProgramRun chinese = new ProgramRun("transcribe", "--home", home(), "--language", "zh", directory.resolve("notes.mp3").toString());
        assertThat(chinese.code.join()).isEqualTo(1);
        assertThat(chinese.err.toString()).contains("zh");
    }

    @Test
    void theOptionsAboutHomeSettingsAndPortsServeEverySubcommand() {
        for (String sub : List.of("demo", "simulate")) {
            ProgramRun help = new ProgramRun(sub, "--help");
            help.code.join();
            assertThat(help.out.toString()).contains("--home", "--config", "--host", "--port", "--http-port", "--log-level");
        }
    }

    @Test
    void theConsoleSaysReadyFirstAndEndsWithItsWindow() {
        ProgramRun console = new ProgramRun("--home", home(), "--port", "0", "--http-port", "0", "--host", "127.0.0.1");
        ConsoleHandleFake screen = console.screen.join();
        assertThat(console.out.toString().lines().findFirst().orElseThrow()).matches(READY);
        screen.closed().complete(null);
        assertThat(console.code.join()).isZero();
        HomeLock.take(new HomeDirectory(Path.of(home()))).close();
    }

    @Test
    void aSecondStartBringsTheFirstOnesWindowToTheFrontAndIsDone() {
        ProgramRun first = new ProgramRun("--home", home(), "--port", "0", "--http-port", "0");
        ConsoleHandleFake screen = first.screen.join();
        ProgramRun second = new ProgramRun("--home", home());
        assertThat(second.code.join()).isZero();
        assertThat(second.out.toString()).isEmpty();
        await().until(() -> screen.front.get() == 1);
        screen.closed().complete(null);
        first.code.join();
    }

    @Test
    void headlessRefusesAHomeThatIsOwnedAndNamesTheOwner() {
        try (HomeLock _ = HomeLock.take(new HomeDirectory(Path.of(home())))) {
            ProgramRun headless = new ProgramRun("--headless", "--home", home());
            assertThat(headless.code.join()).isEqualTo(1);
            assertThat(headless.err.toString().lines()).hasSize(3).satisfiesExactly(
                what -> assertThat(what).startsWith("what: "),
                why -> assertThat(why).startsWith("why:  ").contains(Long.toString(ProcessHandle.current().pid())),
                remedy -> assertThat(remedy).startsWith("do:   ").contains("--home"));
        }
    }

    @Test
    void headlessOnATakenPortIsAProblemThatNamesThePort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            ProgramRun headless = new ProgramRun("--headless", "--home", home(), "--port", port, "--http-port", "0");
            assertThat(headless.code.join()).isEqualTo(1);
            assertThat(headless.err.toString()).contains("what: ").contains(port);
            assertThat(headless.out.toString()).isEmpty();
        }
    }

    @Test
    void headlessServesWithoutJavaFxAndStopsInOrderOnASignal() throws Exception {
        Path errors = directory.resolve("err");
        Process server = ChildProcess.startProgram(List.of("-Xlog:class+load:file=" + directory.resolve("classes")),
            List.of("--headless", "--home", home(), "--port", "0", "--http-port", "0"), errors);
        after.add(server::destroyForcibly);
        BufferedReader said = server.inputReader();
        String first = said.readLine();
        assertThat(first).as(Files.readString(errors)).matches(READY);
        Matcher ready = READY.matcher(first);
        assertThat(ready.matches()).isTrue();
        URI ota = URI.create("http://127.0.0.1:" + ready.group(2) + "/xiaozhi/ota/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(HttpRequest.newBuilder(ota).build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
        server.destroy();
        assertThat(server.waitFor()).isEqualTo(128 + 15);
        assertThat(directory.resolve("classes")).content().contains("earshot.engine.Engine").doesNotContain(" javafx.").doesNotContain(" earshot.ui.");
        HomeLock.take(new HomeDirectory(Path.of(home()))).close();
    }

    @Test
    void theCommandLineChoosesWhatIsLogged() throws Exception {
        URI device = serve("--log-level", "debug");
        interrupt(device);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(directory.resolve("err")).content().containsPattern(INTERRUPTED));
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(directory.resolve("home/logs/earshot.log")).content().containsPattern(INTERRUPTED));
    }

    @Test
    void theSettingChoosesWhatIsLoggedWhileTheServerRuns() throws Exception {
        URI device = serve();
        interrupt(device);
        assertThat(directory.resolve("err")).content().contains(" INFO ").doesNotContain(" DEBUG ");
        Files.writeString(directory.resolve("home/settings.yaml"), "log: {level: debug}\n");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            interrupt(device);
            assertThat(directory.resolve("err")).content().containsPattern(INTERRUPTED);
        });
    }

    /// Starts a server without a window. Returns the address for devices.
    private URI serve(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--headless", "--home", home(), "--host", "127.0.0.1", "--port", "0", "--http-port", "0"));
        arguments.addAll(List.of(more));
        Process server = ChildProcess.startProgram(List.of(), arguments, directory.resolve("err"));
        after.add(server::destroyForcibly);
        Matcher ready = READY.matcher(server.inputReader().readLine());
        assertThat(ready.matches()).isTrue();
        return URI.create("ws://127.0.0.1:" + ready.group(1) + "/xiaozhi/v1/");
    }

    /// A device that connects, interrupts, is answered and hangs up.
    private static void interrupt(URI server) {
        CompletableFuture<CharSequence> answer = new CompletableFuture<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket device = client.newWebSocketBuilder().header("Device-Id", "aa:bb:cc:00:00:01").buildAsync(server, new WebSocket.Listener() {
                @Override
                public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                    answer.complete(text);
                    return null;
                }
            }).join();
            device.sendText("{\"type\":\"abort\"}", true).join();
            assertThat(answer.join()).contains("\"stop\"");
            device.abort();
        }
    }

    private String home() {
        return directory.resolve("home").toString();
    }

    /// The program with a fake window, on a thread of its own.
    private static final class ProgramRun {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CompletableFuture<ConsoleHandleFake> screen = new CompletableFuture<>();
        final CompletableFuture<Integer> code;

        ProgramRun(String... arguments) {
            Program program = new Program(new SystemTime(), (_, _, _) -> {
                ConsoleHandleFake opened = new ConsoleHandleFake();
                screen.complete(opened);
                return opened;
            }, new PrintWriter(out, true), new PrintWriter(err, true));
            code = CompletableFuture.supplyAsync(() -> program.run(List.of(arguments)), run -> Thread.ofPlatform().daemon().start(run));
        }
    }
}
