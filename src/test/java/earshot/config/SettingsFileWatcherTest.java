package earshot.config;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileWatcherTest {
    @TempDir
    Path home;

    private final TimeFake time = new TimeFake();
    private final AtomicInteger changed = new AtomicInteger();

    @Test
    void aFileThatIsWrittenChangedOrTakenAwayIsReadAgainOnceItRests() throws IOException {
        Path file = home.resolve("settings.yaml");
        try (SettingsFileWatcher files = new SettingsFileWatcher(List.of(home.resolve("absent.yaml"), file), time)) {
            files.start(changed::incrementAndGet);
            Files.writeString(file, "grace_seconds: 20\n");
            pollUntil(1);
            Files.writeString(file, "grace_seconds: 200\n");
            pollUntil(2);
            Files.delete(file);
            pollUntil(3);
        }
    }

    @Test
    void nobodyLooksAfterTheEnd() throws IOException {
        SettingsFileWatcher files = new SettingsFileWatcher(List.of(home.resolve("settings.yaml")), time);
        files.start(changed::incrementAndGet);
        files.close();
        Files.writeString(home.resolve("settings.yaml"), "a: 1\n");
        time.advance(Duration.ofSeconds(10));
        assertThat(changed).hasValue(0);
    }

    private void pollUntil(int times) {
        await().until(() -> {
            time.advance(Duration.ofSeconds(1));
            return changed.get() == times;
        });
    }
}
