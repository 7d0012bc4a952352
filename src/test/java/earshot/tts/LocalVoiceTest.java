package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalVoiceTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheProgramOnThePathAndTheVoiceThatComesWithTheSystem() throws IOException {
        String path = "relative\0nonsense" + File.pathSeparator + folder;
        assertThat(LocalVoice.here("Linux", path)).isEmpty();
        assertThat(LocalVoice.here("Mac OS X", path)).containsExactly(new LocalVoice("system", "Mac OS X"));
        Files.createFile(folder.resolve("espeak-ng")).toFile().setExecutable(true);
        assertThat(LocalVoice.here("Linux", path)).containsExactly(new LocalVoice("espeak", "espeak-ng"));
    }
}
