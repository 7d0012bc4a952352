package earshot.process;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StartCommandTest {
    private static final List<String> ARGUMENTS = List.of("--home", "/home/ann/with blank", "run");

    @Test
    void aStartByModuleIsRepeatedAsAModule() {
        Properties properties = properties(
            Map.of("jdk.module.path", "/mods:/more", "jdk.module.main", "earshot", "java.class.path", "", "sun.java.command", "earshot/earshot.Main run"));
        assertThat(
            new StartCommand(ARGUMENTS).fromVirtualMachine(properties, List.of("-Xmx1g", "--module-path=/mods:/more", "-Djdk.module.main=earshot", "-Dname=x")))
            .containsExactly("-Xmx1g", "-Dname=x", "--module-path", "/mods:/more", "--module", "earshot", "--home", "/home/ann/with blank", "run");
    }

    @Test
    void aStartByTheClassPathIsRepeatedWithItsMainClass() {
        Properties properties = properties(Map.of("java.class.path", "/a.jar:/b.jar", "sun.java.command", "earshot.Main --home /old"));
        assertThat(new StartCommand(ARGUMENTS).fromVirtualMachine(properties, List.of())).containsExactly("-cp", "/a.jar:/b.jar", "earshot.Main", "--home",
            "/home/ann/with blank", "run");
        assertThat(new StartCommand(List.of()).fromVirtualMachine(new Properties(), List.of())).as("whatever it does not know").containsExactly("earshot.Main");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theSystemTellsTheWholeCommandOfThisProcess() throws IOException {
        List<String> words = new StartCommand(List.of("not", "asked")).words();
        assertThat(Path.of(words.getFirst())).isExecutable();
        List<String> told = Arrays.asList(new String(Files.readAllBytes(Path.of("/proc/self/cmdline")), StandardCharsets.UTF_8).split("\0"));
        assertThat(words.subList(1, words.size())).isEqualTo(told.subList(1, told.size()));
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
