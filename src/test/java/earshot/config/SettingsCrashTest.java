package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.store.ChildProcess;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCrashTest {
    /// Many more are in the profile `proof`.
    private static final int KILLS = 2;

    @TempDir
    Path home;

    @Test
    @DisplayName("U33: killed while it writes, the settings are readable, whole, and what was said to be saved is there")
    void aKillLeavesReadableFiles() throws IOException, InterruptedException {
        Random random = new Random(9);
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = ChildProcess.start(Writer.class, List.of(home.toString(), String.valueOf(kill)), home.resolve("errors"));
            String saved = "";
            try (BufferedReader lines = writer.inputReader()) {
                for (int left = 1 + random.nextInt(20); left > 0; left--) {
                    saved = lines.readLine();
                    assertThat(saved).startsWith("saved ");
                }
                writer.toHandle().destroyForcibly(); // unlike Process.destroyForcibly, this leaves the pipe open
                for (String more = lines.readLine(); more != null && more.startsWith("saved "); more = lines.readLine()) {
                    saved = more;
                }
            }
            writer.waitFor();
            YamlFile.Content.Read settings = (YamlFile.Content.Read) new YamlFile(home.resolve(Configuration.HOME_FILE)).read();
            YamlFile.Content.Read secrets = (YamlFile.Content.Read) new YamlFile(home.resolve(Configuration.SECRETS_FILE)).read();
            int savedNumber = Integer.parseInt(saved.split(" ")[2]);
            assertThat(((Number) settings.tree().at("LLM.big.max_tokens").orElseThrow()).intValue()).isBetween(savedNumber, savedNumber + 1);
            assertThat(secrets.tree().at("LLM.big.api_key").orElseThrow()).isIn("sk-" + kill + "-" + savedNumber, "sk-" + kill + "-" + (savedNumber + 1));
            try (Database database = Database.open(new HomeDirectory(home), List.of(DatabaseRevisionStore.SCHEMA))) {
                Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), SILENT, new TimeFake());
                configuration.useRevisionStore(new DatabaseRevisionStore(database, SILENT));
                assertThat(configuration.history().get().unreadableFile()).isEmpty();
                assertThat(configuration.undo()).isEmpty();
            }
        }
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains(".broken-"));
        }
    }

    private static final ProblemSink SILENT = new ProblemSinkFake();

    /// The process that is killed: saves settings in an endless loop and prints what it saved.
    static final class Writer {
        public static void main(String[] args) {
            ChildProcess.endWithParent();
            Path home = Path.of(args[0]);
            Database database = Database.open(new HomeDirectory(home), List.of(DatabaseRevisionStore.SCHEMA));
            Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), SILENT, new TimeFake());
            configuration.useRevisionStore(new DatabaseRevisionStore(database, SILENT));
            for (int i = 1; ; i++) {
                ApplyResult applyResult = configuration
                    .apply(Map.of("LLM.big.max_tokens", i, "LLM.big.api_key", "sk-" + args[1] + "-" + i, "prompt", "number " + i + ", " + "你好".repeat(500)));
                System.out.println(applyResult instanceof ApplyResult.Done ? "saved " + args[1] + " " + i : "failed " + applyResult);
            }
        }
    }
}
