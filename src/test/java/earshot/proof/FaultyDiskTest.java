package earshot.proof;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real program on disks that fail, each a file system of its own. Not run where none can be mounted.
@Timeout(300)
class FaultyDiskTest {
    private static final String OK = "{\"type\":\"meeting\",\"status\":\"ok\",\"phase\":\"snippet\"}";

    private final SystemTime time = new SystemTime();

    @TempDir
    Path mounted;

    @TempDir
    Path logs;

    @Test
    @Tag("short-proof")
    @DisplayName("a disk that is full ends neither the program nor a connection, is told, and what was acknowledged is there when there is room again")
    void survivesAFullDisk() throws Exception {
        try (Tmpfs disk = mount("disk full", "size=96m")) {
            List<String> acknowledged = new ArrayList<>();
            Path home = disk.path().resolve("home");
            try (ProgramProcess program = start(home); DeviceClientFake badge = DeviceClientFake.badge(time, program.port(), "aa")) {
                badge.socket.text("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
                say(badge, acknowledged, "before");
                Path ballast = disk.fill();
                badge.socket.text(snippet("while it is full"));
                assertThat(badge.ask("{\"type\":\"ping\"}", "pong")).as("the connection stays").isTrue();
                try (DeviceClientFake other = DeviceClientFake.badge(time, program.port(), "bb")) {
                    assertThat(other.ask(DeviceClientFake.HELLO, "\"hello\"")).as("others still come").isTrue();
                }
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> program.log().contains("WARN") || program.log().contains("ERROR"));
                Files.delete(ballast);
                say(badge, acknowledged, "after");
                assertThat(program.alive()).isTrue();
                program.kill();
            }
            JsonNode found = found(home);
            List<String> kept = found.path("meetings").path(0).valueStream().map(JsonNode::textValue).toList();
            boolean held = kept.containsAll(acknowledged) && new HashSet<>(kept).size() == kept.size();
            row("disk full", kept.size() + " kept, " + acknowledged.size() + " acknowledged before and after", "none lost or twice", held);
            assertThat(kept).containsAll(acknowledged).doesNotHaveDuplicates();
        }
    }

    @Test
    @Tag("proof")
    @DisplayName("a meeting that ends while the disk is full is told, loses nothing that was acknowledged, and is archived when there is room again")
    void aMeetingEndsOnAFullDisk() throws Exception {
        try (Tmpfs disk = mount("meeting ends, disk full", "size=96m")) {
            List<String> acknowledged = new ArrayList<>();
            Path home = disk.path().resolve("home");
            try (ProgramProcess program = start(home); DeviceClientFake badge = DeviceClientFake.badge(time, program.port(), "aa")) {
                badge.socket.text("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
                say(badge, acknowledged, "before");
                Path ballast = disk.fill();
                badge.socket.text("{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"meeting\"}");
                assertThat(badge.ask("{\"type\":\"ping\"}", "pong")).as("the connection stays").isTrue();
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> program.log().contains("WARN") || program.log().contains("ERROR"));
                Files.delete(ballast);
                Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> archived(home).containsAll(acknowledged));
                assertThat(program.alive()).isTrue();
                program.kill();
            }
            List<String> kept = found(home).path("meetings").path(0).valueStream().map(JsonNode::textValue).toList();
            row("meeting ends, disk full", kept.size() + " archived of " + acknowledged.size() + " acknowledged", "all, once, in order",
                kept.equals(acknowledged));
            assertThat(kept).isEqualTo(acknowledged);
        }
    }

    @Test
    @Tag("proof")
    @DisplayName("a home that can only be read is refused in words")
    void refusesAHomeThatCanOnlyBeRead() throws Exception {
        try (Tmpfs disk = mount("home read-only", "size=8m")) {
            Path home = Files.createDirectory(disk.path().resolve("home"));
            assertThat(disk.remount("ro")).isTrue();
            String said = String.valueOf(catchThrowable(() -> start(home)));
            boolean told = Stream.of("what: ", disk.path() + " (earshot-proof) is mounted read-only", "do:   ").allMatch(said::contains);
            row("home read-only", told ? "refused in words" : "said " + said, "told", told);
            assertThat(told).as(said).isTrue();
        }
    }

    @Test
    @Tag("proof")
    @DisplayName("a disk that runs no programs leaves the server at work, and says what is missing")
    void servesWithoutNativeLibraries() throws Exception {
        try (Tmpfs disk = mount("home and tmp noexec", "size=64m,noexec")) {
            Path temporary = Files.createDirectory(disk.path().resolve("tmp"));
            try (
                ProgramProcess program = ProgramProcess.start(disk.path().resolve("home"), logs.resolve("errors"),
                    List.of("-Xmx256m", "-Djava.io.tmpdir=" + temporary));
                NeighbourFake neighbour = new NeighbourFake(time, program.port())) {
                Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> neighbour.answers() > 0 || neighbour.broken().isPresent());
                boolean told = program.log().contains("voice detector is not usable") && program.log().contains("database")
                    && program.log().contains(disk.path() + " (earshot-proof) is mounted noexec");
                row("home and tmp noexec", neighbour.broken().orElse("a turn done, told in the log: " + told), "serves and tells",
                    neighbour.broken().isEmpty() && told);
                assertThat(neighbour.broken()).isEmpty();
                assertThat(told).isTrue();
            }
        }
    }

    /// The sentences in the files of the meetings that are over.
    private static List<String> archived(Path home) throws IOException {
        List<String> sentences = new ArrayList<>();
        if (Files.isDirectory(home.resolve("meetings"))) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("meetings"),
                file -> file.toString().endsWith(".json") && !file.endsWith("index.json"))) {
                for (Path file : files) {
                    JSON.readTree(Files.readAllBytes(file)).path("segments").valueStream().map(sentence -> sentence.path("text").asText())
                        .forEach(sentences::add);
                }
            }
        }
        return sentences;
    }

    private Tmpfs mount(String what, String options) {
        Optional<Tmpfs> disk = Tmpfs.mount(mounted, options);
        if (disk.isEmpty()) {
            ProofTable.record(ProofTable.Row.notRun(what, 0, "nothing can be mounted"));
        }
        Assumptions.assumeTrue(disk.isPresent(), "nothing can be mounted here");
        return disk.get();
    }

    private ProgramProcess start(Path home) throws IOException {
        return ProgramProcess.start(home, logs.resolve("errors"), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    }

    private void say(DeviceClientFake badge, List<String> acknowledged, String when) {
        for (int i = 0; i < 4; i++) {
            String sentence = "sentence " + i + " that was said " + when + " the disk was full";
            assertThat(badge.ask(snippet(sentence), OK)).isTrue();
            acknowledged.add(sentence);
            time.sleep(Duration.ofMillis(120));
        }
    }

    private static String snippet(String text) {
        return "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"t\",\"text\":\"" + text + "\"}]}";
    }

    private JsonNode found(Path home) throws Exception {
        Process reader = ChildProcess.start(SettingsWriterProcess.class, List.of(home.toString(), "1"), logs.resolve("errors-after"));
        try (BufferedReader lines = reader.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("found ")) {
                line = lines.readLine();
            }
            assertThat(line).as(Files.readString(logs.resolve("errors-after"))).isNotNull();
            return JSON.readTree(line.substring("found ".length()));
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    private static void row(String what, String worst, String limit, boolean held) {
        ProofTable.record(new ProofTable.Row(what, 1, worst, limit, held));
    }
}
