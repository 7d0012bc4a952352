package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.access.AccessSettings;
import earshot.access.Reach;
import earshot.engine.Operation.Outcome;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Settings that cannot be read open nothing, and none are written that could not be read again.
class UnreadableSettingsTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    void onlyThisComputerConnectsUntilTheFileCanBeReadAndATextThatIsTooLongIsNotSaved() throws Exception {
        Path file = engine.directory().resolve("settings.yaml");
        Files.writeString(file, "server: {reach: [\n");
        Path log = Files.createDirectories(engine.directory().resolve("logs")).resolve("old.log");
        Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        engine.start(Map.of());
        assertThat(reach()).isEqualTo(Reach.COMPUTER);
        assertThat(engine.open(ProblemCode.ACCESS_UNKNOWN)).isTrue();

        Files.writeString(file, "server: {reach: network}\n");
        await().until(() -> reach() == Reach.NETWORK && !engine.open(ProblemCode.ACCESS_UNKNOWN));
        Files.writeString(file, "server: {reach: [\n");
        await().until(() -> engine.open(ProblemCode.CONFIG_UNREADABLE));
        assertThat(reach()).as("what was read before goes on").isEqualTo(Reach.NETWORK);
        Files.writeString(file, "server: {reach: network}\n");
        await().until(() -> !engine.open(ProblemCode.CONFIG_UNREADABLE));

        Outcome outcome = engine.done(new Command.ApplySettings(Map.of("prompt", "x".repeat(1_100_000))));
        assertThat(outcome.toString()).contains(ProblemCode.CONFIG_TOO_LARGE.name());
        assertThat(file).content().isEqualTo("server: {reach: network}\n");
        await().untilAsserted(() -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log))).isEqualTo("rw-------"));
    }

    private Reach reach() {
        return engine.model().settings().get().of(AccessSettings.SECTION).reach();
    }
}
