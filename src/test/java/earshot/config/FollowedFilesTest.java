package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFilesTest {
    @TempDir
    Path home;

    private final ManualTime time = new ManualTime();
    private final AtomicInteger changed = new AtomicInteger();

    @Test
    void aFileThatIsWrittenChangedOrTakenAwayIsReadAgainOnceItRests() throws IOException {
        Path file = home.resolve("settings.yaml");
        try (FollowedFiles files = new FollowedFiles(List.of(home.resolve("absent.yaml"), file), time)) {
            files.follow(changed::incrementAndGet);
            Files.writeString(file, "grace_seconds: 20\n");
            looksUntil(1);
            Files.writeString(file, "grace_seconds: 200\n");
            looksUntil(2);
            Files.delete(file);
            looksUntil(3);
        }
    }

    @Test
    void nobodyLooksAfterTheEnd() throws IOException {
        FollowedFiles files = new FollowedFiles(List.of(home.resolve("settings.yaml")), time);
        files.follow(changed::incrementAndGet);
        files.close();
        Files.writeString(home.resolve("settings.yaml"), "a: 1\n");
        time.advance(Duration.ofSeconds(10));
        assertThat(changed).hasValue(0);
    }

    private void looksUntil(int times) {
        await().until(() -> {
            time.advance(Duration.ofSeconds(1));
            return changed.get() == times;
        });
    }
}
