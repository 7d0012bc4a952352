package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.process.FatalErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A real process that runs out of memory.
@EnabledOnOs(OS.LINUX)
class OutOfMemoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final Set<Long> seen = new LinkedHashSet<>();

    @AfterEach
    void end() {
        owner();
        seen.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Test
    @Tag("proof")
    void theProcessEndsWithAReportAndASuccessorServesAndSaysWhy() throws Exception {
        Path fill = directory.resolve("fill");
        String classPath = Stream.of(System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path"))
            .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
            .map(entry -> Path.of(entry).toAbsolutePath().toString()).distinct().collect(Collectors.joining(File.pathSeparator));
        String testClasses = Path.of("target/test-classes").toAbsolutePath().toString();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx96m", "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED", "-Dfill=" + fill,
            "-cp", testClasses + File.pathSeparator + classPath, FatalErrorProcess.class.getName(), "--home", directory.resolve("home").toString(), "--host",
            "127.0.0.1", "--port", "0", "--http-port", "0")
            .redirectOutput(directory.resolve("out").toFile()).redirectError(directory.resolve("err").toFile()).start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(directory.resolve("out")).content().contains("ready ws="));
        long first = owner().orElseThrow();
        Files.createFile(fill);
        assertThat(process.waitFor()).as(Files.readString(directory.resolve("err"))).isEqualTo(FatalErrorHandler.EXIT_CODE);
        await().atMost(PATIENCE).until(() -> owner().filter(pid -> pid != first).isPresent());
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(NoSuchElementException.class).untilAsserted(() -> {
            try (Stream<Path> files = Files.list(directory.resolve("home/logs"))) {
                Path report = files.filter(file -> file.getFileName().toString().matches("fatal-.*\\.txt")).findFirst().orElseThrow();
                assertThat(report).content().startsWith("java.lang.OutOfMemoryError").contains("thread: ").contains("limit 96").contains("successor: process ");
            }
        });
        assertThat(ProcessHandle.of(owner().orElseThrow())).isPresent();
    }

    private Optional<Long> owner() {
        try {
            Optional<Long> pid = Optional.of(Files.readString(directory.resolve("home/lock"))).filter(text -> !text.isBlank()).map(Long::parseLong);
            pid.ifPresent(seen::add);
            return pid;
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
