package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.store.ChildJava;
import earshot.store.Database;
import earshot.store.Home;
import earshot.time.ManualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWhileWritingTest {
    private static final int KILLS = 6;

    @TempDir
    Path home;

    @Test
    @DisplayName("U33: killed while it writes, the settings are readable, whole, and what was said to be saved is there")
    void aKillLeavesReadableFiles() throws IOException, InterruptedException {
        Random random = new Random(9);
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = ChildJava.start(Writer.class, List.of(home.toString(), String.valueOf(kill)), home.resolve("errors"));
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
            int told = Integer.parseInt(saved.split(" ")[2]);
            assertThat(((Number) settings.values().at("LLM.big.max_tokens").orElseThrow()).intValue()).isBetween(told, told + 1);
            assertThat(secrets.values().at("LLM.big.api_key").orElseThrow()).isIn("sk-" + kill + "-" + told, "sk-" + kill + "-" + (told + 1));
            try (Database database = Database.open(new Home(home), List.of(RevisionTable.SCHEMA))) {
                Configuration configuration = new Configuration(home, Optional.empty(), Map.of(), SILENT, new ManualTime());
                configuration.remember(new RevisionTable(database, SILENT));
                assertThat(configuration.history().get().broken()).isEmpty();
                assertThat(configuration.undo()).isEmpty();
            }
        }
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains(".broken-"));
        }
    }

    private static final Problems SILENT = new Problems() {
        @Override
        public void raise(Problem problem) {}

        @Override
        public void resolve(Code code, Subject subject) {}
    };

    /// The process that is killed: saves settings in an endless loop and prints what it saved.
    static final class Writer {
        public static void main(String[] args) {
            ChildJava.endWithParent();
            Path home = Path.of(args[0]);
            Database database = Database.open(new Home(home), List.of(RevisionTable.SCHEMA));
            Configuration configuration = new Configuration(home, Optional.empty(), Map.of(), SILENT, new ManualTime());
            configuration.remember(new RevisionTable(database, SILENT));
            for (int i = 1; ; i++) {
                Applied applied = configuration.apply(Map.of("LLM.big.max_tokens", i, "LLM.big.api_key", "sk-" + args[1] + "-" + i, "prompt", "number " + i + ", " + "你好".repeat(500)));
                System.out.println(applied instanceof Applied.Done ? "saved " + args[1] + " " + i : "failed " + applied);
            }
        }
    }
}
