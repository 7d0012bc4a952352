package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.config.Settings;
import earshot.turn.EndSoundSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndSoundTest {
    @TempDir
    Path directory;

    @Test
    void isThatOfTheFileInTheDirectoryOfTheServerElseAShortTone() throws IOException {
        Path config = Files.createDirectories(directory.resolve("data")).resolve(".config.yaml");
        Path file = Files.createDirectories(directory.resolve("config/assets")).resolve("tts_notify.wav");
        assertThat(sound(false, config)).isEmpty();
        PcmAudio tone = sound(true, config).orElseThrow();
        assertThat(tone.pcm().length).isBetween(tone.rate() / 10, tone.rate() / 2);
        try (InputStream sample = EndSoundTest.class.getResourceAsStream("/assets/speech/sentence.wav")) {
            Files.copy(sample, file);
        }
        PcmAudio read = sound(true, config).orElseThrow();
        assertThat(read.pcm()).as("5 s at most").hasSizeBetween(read.rate(), 5 * read.rate());
        Files.writeString(file, "no sound");
        assertThat(sound(true, config).orElseThrow().pcm()).isEqualTo(tone.pcm());
    }

    private static Optional<PcmAudio> sound(boolean enabled, Path config) {
        Settings settings = Settings.defaults().with(EndSoundSettings.SECTION, new EndSoundSettings(enabled, Optional.of("config/assets/tts_notify.wav")));
        return new EndSound(() -> settings, Optional.of(config), OpusCodecs.best()).get();
    }
}
