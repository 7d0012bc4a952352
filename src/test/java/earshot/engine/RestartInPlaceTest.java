package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Row 16 of the badge spec, by its intent. The original server restarts by starting a successor: a new process in a new session,
/// with its streams on the null device and without the parent's sockets, so that no terminal can stop it. Here the server restarts
/// inside its process, but the requirement is the same: started without a terminal and with its input closed, it is alive and
/// not stopped after a restart, and listens on the port that devices know.
@EnabledOnOs(OS.LINUX)
class RestartInPlaceTest {
    private static final Pattern READY = Pattern.compile("ready ws=ws://[^:]+:(\\d+)/xiaozhi/v1/ ota=http://");

    @TempDir
    Path directory;

    private final SystemTime time = new SystemTime();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("row 16: without a terminal and with closed input, a restart keeps the process alive and serving")
    void restartsWithoutATerminal() throws IOException {
        Files.writeString(directory.resolve("settings.yaml"), "manager-api: {secret: sesame}\n");
        Process process = started();
        try {
            int port = port(process);
            assertThat(stat(process)).as("terminal").element(4).isEqualTo("0");
            WebSocketClient device = connect(port);
            device.text("{\"type\":\"server\",\"action\":\"restart\",\"content\":{\"secret\":\"sesame\"}}");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(heard).anyMatch(text -> text.contains("服务器重启中...")));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(heard).contains("close 1012"));
            heard.clear();
            // a client that connects while the server is closing is refused and tries again
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(300)).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
                if (heard.stream().noneMatch(text -> text.contains("\"transport\":\"websocket\""))) {
                    connect(port).text("{\"type\":\"hello\"}");
                }
                return heard.stream().anyMatch(text -> text.contains("\"transport\":\"websocket\""));
            });
            assertThat(process.isAlive()).isTrue();
            assertThat(stat(process)).as("state").first().isNotEqualTo("T");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process started() throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", "exec \"$@\" <&-", "sh"));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED", "-Xmx256m",
            "-cp", String.join(File.pathSeparator, "target/test-classes", "target/classes", System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path")),
            "earshot.Main", "--headless", "--home", directory.toString(), "--host", "127.0.0.1", "--port", "0", "--http-port", "0"));
        return new ProcessBuilder(command).redirectError(directory.resolve("errors").toFile()).start();
    }

    /// The port that the process reports. Goes on reading its output, because the process would block on a full pipe.
    private static int port(Process process) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("child output").start(() -> process.inputReader().lines().map(READY::matcher).filter(Matcher::lookingAt)
            .forEach(line -> port.complete(Integer.parseInt(line.group(1)))));
        await().atMost(Duration.ofSeconds(60)).until(port::isDone);
        return port.join();
    }

    /// Fields of `/proc`: state, parent, group, session, terminal.
    private static List<String> stat(Process process) throws IOException {
        String line = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    }

    private WebSocketClient connect(int port) throws IOException {
        return WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + port + "/supie/v1/"), Map.of("Device-Id", "aa:bb:cc:00:00:10"), Duration.ofSeconds(10), new WebSocketClient.Listener() {
            @Override
            public void received(WebSocketMessage message, long arrivalNanos) {
                switch (message) {
                    case WebSocketMessage.Text text -> heard.add(text.text());
                    case WebSocketMessage.Close close -> heard.add("close " + close.code());
                    case WebSocketMessage.Ping _, WebSocketMessage.Binary _, WebSocketMessage.Pong _ -> {}
                }
            }

            @Override
            public void ended(String why) {}
        });
    }
}
