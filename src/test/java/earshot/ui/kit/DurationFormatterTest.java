package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.ui.kit.Texts.Language;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationFormatterTest {
    @ParameterizedTest
    @CsvSource({ "PT0S, 00:00", "PT59.999S, 00:59", "PT8M12S, 08:12", "PT59M59S, 59:59", "PT1H, 1:00:00", "PT3H8M12S, 3:08:12", "PT100H, 100:00:00",
        "PT-5S, 00:00" })
    void aClockHasHoursFromOneHourOn(Duration duration, String text) {
        assertThat(DurationFormatter.clock(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT-5S, 0 s, 0 秒", "PT41S, 41 s, 41 秒", "PT1M, 1 min, 1 分钟", "PT59M59S, 59 min, 59 分钟", "PT1H, 1 h, 1 小时", "PT23H59M, 23 h, 23 小时", "P1D, 1 d, 1 天",
        "P40D, 40 d, 40 天"})
    void anAgeIsToldInItsLargestUnit(Duration age, String english, String chinese) {
        assertThat(DurationFormatter.age(age, new Texts(Language.ENGLISH))).isEqualTo(english);
        assertThat(DurationFormatter.age(age, new Texts(Language.CHINESE))).isEqualTo(chinese);
    }

    @ParameterizedTest
    @CsvSource({"PT0.4129S, 412 ms", "PT0S, 0 ms", "PT9.999S, 9999 ms", "PT10S, 10.0 s", "PT12.345S, 12.3 s"})
    void millisecondsBecomeSecondsFromTenSecondsOn(Duration duration, String text) {
        assertThat(DurationFormatter.millis(duration)).isEqualTo(text);
    }
}
