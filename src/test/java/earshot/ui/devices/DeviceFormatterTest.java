package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U11: the reason of every disconnect in words")
class DeviceFormatterTest {
    private static final ConnectionEnd IDLE = new ConnectionEnd(Instant.EPOCH, 1000, "idle.silent", List.of("660"), "closed by server: idle 660 s + 10 s after warning");
    private final DeviceFormatter english = new DeviceFormatter(new Texts(Language.ENGLISH));
    private final DeviceFormatter chinese = new DeviceFormatter(new Texts(Language.CHINESE));

    @Test
    @DisplayName("U11, U44: the numbers are told in both languages")
    void withNumbersInBothLanguages() {
        assertThat(english.ended(IDLE)).isEqualTo(IDLE.description());
        assertThat(chinese.ended(IDLE)).contains("660 秒").doesNotContain("closed");
        assertThat(chinese.ended(new ConnectionEnd(Instant.EPOCH, 4321, "device.other", List.of("4321", ": battery low"), ""))).contains("4321: battery low");
    }

    @Test
    void aRowOfAnEarlierProgramKeepsItsWords() {
        ConnectionEnd old = new ConnectionEnd(Instant.EPOCH, 1000, "idle.silent", IDLE.description());
        assertThat(chinese.ended(old)).isEqualTo(IDLE.description());
    }
}
