package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.catalog.VoiceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledVoiceTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheProgramOnThePathAndTheVoiceThatComesWithTheSystem() throws IOException {
        String path = "relative\0nonsense" + File.pathSeparator + folder;
        assertThat(InstalledVoice.detect("Linux", path)).isEmpty();
        assertThat(InstalledVoice.detect("Mac OS X", path)).containsExactly(new InstalledVoice(VoiceType.SYSTEM, "Mac OS X"));
        Files.createFile(folder.resolve("espeak-ng")).toFile().setExecutable(true);
        assertThat(InstalledVoice.detect("Linux", path)).containsExactly(new InstalledVoice(VoiceType.ESPEAK, "espeak-ng"));
    }
}
