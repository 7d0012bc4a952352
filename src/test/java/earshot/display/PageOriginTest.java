package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.device.ConnectionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageOriginTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        mode,             forwarded, answer, ready, timeout
        CONNECTED_IDLE,   false,     true,   false, true
        DIALOG_PREPARING, true,      true,   true,  true
        DIALOG_ACTIVE,    true,      true,   false, false
        MEETING,          false,     true,   false, false
        CODING,           false,     true,   false, false
        WORKING,          false,     true,   false, false""")
    void aModeTakesSomePages(ConnectionMode mode, boolean forwarded, boolean answer, boolean ready, boolean timeout) {
        assertThat(PageOrigin.FORWARDED.allowed(mode)).isEqualTo(forwarded);
        assertThat(PageOrigin.ANSWER.allowed(mode)).isEqualTo(answer);
        assertThat(PageOrigin.READY.allowed(mode)).isEqualTo(ready);
        assertThat(PageOrigin.TIMEOUT.allowed(mode)).isEqualTo(timeout);
    }
}
