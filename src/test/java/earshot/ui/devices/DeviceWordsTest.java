package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.device.DeviceFacts.Ended;
import earshot.ui.part.Texts;
import earshot.ui.part.Texts.Language;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U11: the reason of every disconnect in words")
class DeviceWordsTest {
    private static final Ended IDLE = new Ended(Instant.EPOCH, 1000, "idle.silent", List.of("660"), "closed by server: idle 660 s + 10 s after warning");
    private final DeviceWords english = new DeviceWords(new Texts(Language.ENGLISH));
    private final DeviceWords chinese = new DeviceWords(new Texts(Language.CHINESE));

    @Test
    @DisplayName("U11, U44: the numbers are told in both languages")
    void withNumbersInBothLanguages() {
        assertThat(english.ended(IDLE)).isEqualTo(IDLE.words());
        assertThat(chinese.ended(IDLE)).contains("660 秒").doesNotContain("closed");
        assertThat(chinese.ended(new Ended(Instant.EPOCH, 4321, "device.other", List.of("4321", ": battery low"), ""))).contains("4321: battery low");
    }

    @Test
    void aRowOfAnEarlierProgramKeepsItsWords() {
        Ended old = new Ended(Instant.EPOCH, 1000, "idle.silent", IDLE.words());
        assertThat(chinese.ended(old)).isEqualTo(IDLE.words());
    }
}
