package earshot.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Times as people say them. It is Wednesday, 2 December 2026, 19:30.
class SpokenTimeTest {
    private static final ZonedDateTime NOW = LocalDateTime.parse("2026-12-02T19:30").atZone(ZoneId.of("Asia/Shanghai"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "in half an hour|02T20:00", "in ten minutes|02T19:40", "in an hour and a half|02T21:00",
        "in 2 and a half hours|02T22:00", "in an hour and twenty minutes|02T20:50", "ten minutes from now|02T19:40", "in three days at eight am|05T08:00",
        "at 8|02T20:00", "at seven|03T07:00", "at 3|03T15:00", "at 8 am|03T08:00", "8pm|02T20:00", "at 7:45 p.m.|02T19:45", "at half past eight|02T20:30",
        "quarter to 9|02T20:45", "at ten past 8|02T20:10", "at noon|03T12:00", "at midnight|03T00:00", "at 13 pm|03T13:00",
        "tomorrow at eight|03T08:00", "tomorrow at 3|03T15:00", "tomorrow morning|03T08:00", "tomorrow evening at 6|03T18:00",
        "tomorrow at 6 in the evening|03T18:00", "the day after tomorrow at 10 o'clock|04T10:00", "tonight at nine thirty|02T21:30", "tonight at 12|03T00:00",
        "at 1 at night|03T01:00", "on Friday at 9|04T09:00", "Wednesday at 8 am|09T08:00", "next Monday at 9:15|07T09:15", "next friday at 9|11T09:00",
        "in the morning|03T08:00", "20:15|02T20:15", "at twenty fifteen|02T20:15", "tomorrow at twelve|03T12:00" })
    void whatIsSaidInEnglishIsTheTimeThatIsMeant(String phrase, String day) {
        assertThat(SpokenTime.read(phrase, NOW)).contains(new SpokenTime(at(phrase, day), new Recurrence.Once()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "半小时后|02T20:00", "半个小时以后|02T20:00", "十分钟后|02T19:40", "一刻钟后|02T19:45", "一个半小时后|02T21:00", "两小时后|02T21:30",
        "1小时20分钟后|02T20:50", "三天后早上八点|05T08:00", "八点|02T20:00", "七点|03T07:00", "晚上8点半|02T20:30", "今晚九点|02T21:00",
        "明天早上八点|03T08:00", "明早七点|03T07:00", "明天下午三点一刻|03T15:15", "明天三点|03T15:00", "明天中午|03T12:00", "中午一点|03T13:00", "后天上午十点三十分|04T10:30", "大后天|05T09:00",
        "晚上十二点|03T00:00", "凌晨一点|03T01:00", "半夜一点|03T01:00", "20:15|02T20:15", "二十点十五分|02T20:15",
        "下周一|07T09:00", "下周一上午九点|07T09:00", "下个星期五下午两点|11T14:00", "周五九点|04T09:00", "星期天晚上八点|06T20:00", "明天 早上 8点|03T08:00", "早上八点|03T08:00", "明晚八点|03T20:00",
        "傍晚六点|03T18:00" })
    void whatIsSaidInChineseIsTheTimeThatIsMeant(String phrase, String day) {
        assertThat(SpokenTime.read(phrase, NOW)).contains(new SpokenTime(at(phrase, day), new Recurrence.Once()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "every weekday at 7|Weekdays[]|T07:00", "every day at 8 pm|Daily[]|T20:00", "daily at 22:00|Daily[]|T22:00",
        "every morning|Daily[]|T08:00", "every evening at 9|Daily[]|T21:00", "every Monday at 9|Weekly[]|07T09:00", "on mondays at 9|Weekly[]|07T09:00",
        "monday to friday at 7:30|Weekdays[]|T07:30", "每天早上七点|Daily[]|T07:00", "每天晚上十点半|Daily[]|T22:30", "工作日早上七点|Weekdays[]|T07:00",
        "周一到周五早上七点|Weekdays[]|T07:00", "每周一上午九点|Weekly[]|07T09:00", "每个星期天晚上八点|Weekly[]|06T20:00" })
    void whatIsRepeatedIsReadWithItsTime(String phrase, String recurrence, String clock) {
        assertThat(SpokenTime.read(phrase, NOW)).hasValueSatisfying(said -> {
            assertThat(said.recurrence()).hasToString(recurrence);
            assertThat(said.at().local(NOW.getZone()).toString()).contains(clock);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "every 30 minutes|30", "every hour|60", "every half hour|30", "every two hours|120", "每半小时|30", "每两个小时|120",
        "每隔四十分钟|40" })
    void minutesAreRepeatedFromNowOn(String phrase, int minutes) {
        assertThat(SpokenTime.read(phrase, NOW))
            .contains(new SpokenTime(new ReminderTime.Moment(NOW.toInstant().plus(Duration.ofMinutes(minutes))), new Recurrence.EveryMinutes(minutes)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "8", "ten minutes", "at 25", "at 8:75", "in zero minutes", "some day", "tomorrow at eight with Anna", "next month",
        "十分钟", "零分钟后", "半分钟后", "明天开会", "二十五点", "下个月", "八", "的", "every now and then" })
    void whatIsNoTimeIsNotGuessed(String phrase) {
        assertThat(SpokenTime.read(phrase, NOW)).isEmpty();
    }

    private static ReminderTime at(String phrase, String day) {
        LocalDateTime local = LocalDateTime.parse("2026-12-" + day);
        boolean later = phrase.startsWith("in ") && !phrase.contains(" the ") && !phrase.contains("days") || phrase.contains("from now") || phrase.endsWith("后")
            || phrase.endsWith("以后");
        return later ? new ReminderTime.Moment(local.atZone(NOW.getZone()).toInstant()) : new ReminderTime.Clock(local);
    }
}
