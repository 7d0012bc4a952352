package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.reminder.Recurrence;
import earshot.reminder.ReminderSettings;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reminders in words, by the clock of this computer.
class ReminderFormatterTest {
    private static final ZoneId ZONE = ZoneId.systemDefault();
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-11-25T15:30");
    private final ReminderFormatter english = new ReminderFormatter(new Texts(Texts.Language.ENGLISH), ZONE);
    private final ReminderFormatter chinese = new ReminderFormatter(new Texts(Texts.Language.CHINESE), ZONE);

    @ParameterizedTest
    @CsvSource({ "2026-11-25T15:30, today 15:30 · in 0 min", "2026-11-25T15:31, today 15:31 · in 1 min", "2026-11-25T16:29, today 16:29 · in 59 min",
        "2026-11-25T17:40, today 17:40 · in 2 h 10 min", "2026-11-26T07:00, tomorrow 07:00 · in 15 h 30 min",
        "2026-11-26T15:31, tomorrow 15:31", "2026-11-30T07:00, Mon 07:00", "2026-12-01T07:00, Tue 07:00", "2026-12-02T07:00, 2026-12-02 07:00",
        "2026-11-25T15:00, today 15:00", "2026-11-24T23:59, yesterday 23:59", "2026-11-23T07:00, 2026-11-23 07:00" })
    void aTimeIsToldByItsDayAndHowLongItTakes(LocalDateTime at, String words) {
        assertThat(english.time(instant(at), instant(NOW))).isEqualTo(words);
        assertThat(chinese.time(instant(at), instant(NOW))).contains(words.replaceAll(".*?(\\d\\d:\\d\\d).*", "$1")).doesNotContain("today", "tomorrow", "Mon");
    }

    @Test
    void everyRepetitionHasItsWords() {
        List<Recurrence> all = List.of(new Recurrence.Once(), new Recurrence.Daily(), new Recurrence.Weekdays(), new Recurrence.Weekly(),
            new Recurrence.EveryMinutes(1_440));
        assertThat(all.stream().map(english::repeats)).containsExactly("once", "daily", "Monday to Friday", "weekly", "every 1,440 minutes");
        assertThat(all.stream().map(chinese::repeats)).doesNotHaveDuplicates().allSatisfy(words -> assertThat(words).containsPattern("\\p{IsHan}"));
    }

    @Test
    void whatIsChosenIsWhatIsShown() {
        for (RepeatChoice choice : RepeatChoice.values()) {
            assertThat(RepeatChoice.of(choice.recurrence(" 30 ").orElseThrow())).isEqualTo(choice);
        }
        assertThat(RepeatChoice.MINUTES.recurrence("5")).contains(new Recurrence.EveryMinutes(5));
        assertThat(RepeatChoice.DAILY.recurrence("nonsense")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "1441", "99999", "ten", "-5", "5.5"})
    void minutesThatAreNoneOrOutOfRangeAreNoRepetition(String minutes) {
        assertThat(RepeatChoice.MINUTES.recurrence(minutes)).isEmpty();
    }

    @Test
    void aMissedOneIsSaidForAsLongAsTheSettingsSay() {
        ReminderSettings settings = new ReminderSettings(true, 50, Duration.ofHours(1));
        assertThat(settings.tooLate(instant(NOW), instant(NOW.plusMinutes(61)))).isFalse();
        assertThat(settings.tooLate(instant(NOW), instant(NOW.plusMinutes(61).plusSeconds(1)))).isTrue();
    }

    private static Instant instant(LocalDateTime local) {
        return local.atZone(ZONE).toInstant();
    }
}
