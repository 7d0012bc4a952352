package earshot.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.reminder.Recurrence.Daily;
import earshot.reminder.Recurrence.EveryMinutes;
import earshot.reminder.Recurrence.Once;
import earshot.reminder.Recurrence.Weekdays;
import earshot.reminder.Recurrence.Weekly;
import earshot.reminder.ReminderTime.Clock;
import earshot.reminder.ReminderTime.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a reminder comes again, and what a reminder may be.
class RecurrenceTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /// A Friday.
    private static final LocalDateTime FRIDAY = LocalDateTime.parse("2026-11-27T07:00");

    @ParameterizedTest
    @CsvSource({ "2026-11-27T07:00, 2026-11-27T07:00", "2026-11-28T07:00, 2026-11-30T07:00", "2026-11-29T07:00, 2026-11-30T07:00",
        "2026-11-30T07:00, 2026-11-30T07:00" })
    void aWeekendWaitsForMondayWhereOnlyWeekdaysCount(LocalDateTime wanted, LocalDateTime first) {
        assertThat(new Weekdays().first(new Clock(wanted), BERLIN)).isEqualTo(new Clock(first));
        assertThat(new Daily().first(new Clock(wanted), BERLIN)).isEqualTo(new Clock(wanted));
    }

    @Test
    void daysAreKeptByTheClockAndMinutesByTheMoment() {
        Moment moment = new Moment(Instant.parse("2026-11-27T06:00:00Z"));
        assertThat(new Daily().first(moment, BERLIN)).isEqualTo(new Clock(FRIDAY));
        assertThat(new EveryMinutes(10).first(new Clock(FRIDAY), BERLIN)).isEqualTo(moment);
        assertThat(new Once().first(moment, BERLIN)).isSameAs(moment);
    }

    @Test
    void theNextTimeIsTheFirstThatIsNotPast() {
        assertThat(new Once().next(new Clock(FRIDAY), at("2026-11-27T07:00"), BERLIN)).isEmpty();
        assertThat(new Daily().next(new Clock(FRIDAY), at("2026-11-27T07:00"), BERLIN)).contains(new Clock(LocalDateTime.parse("2026-11-28T07:00")));
        assertThat(new Weekdays().next(new Clock(FRIDAY), at("2026-11-27T07:00"), BERLIN)).contains(new Clock(LocalDateTime.parse("2026-11-30T07:00")));
        assertThat(new Weekly().next(new Clock(FRIDAY), at("2026-11-27T07:00"), BERLIN)).contains(new Clock(LocalDateTime.parse("2026-12-04T07:00")));
        assertThat(new EveryMinutes(10).next(new Moment(at("2026-11-27T07:00")), at("2026-11-27T07:25"), BERLIN)).contains(new Moment(at("2026-11-27T07:30")));
        assertThat(new EveryMinutes(10).next(new Moment(at("2026-11-27T07:00")), at("2026-11-27T07:30"), BERLIN)).as("later than now")
            .contains(new Moment(at("2026-11-27T07:40")));
    }

    @Test
    void yearsInWhichNothingRanArePassedOver() {
        Instant later = at("2046-11-29T08:00");
        assertThat(new Daily().next(new Clock(FRIDAY), later, BERLIN)).contains(new Clock(LocalDateTime.parse("2046-11-30T07:00")));
        assertThat(new Weekly().next(new Clock(FRIDAY), later, BERLIN).orElseThrow().local(BERLIN)).satisfies(next -> {
            assertThat(next.getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
            assertThat(next).isAfter(LocalDateTime.parse("2046-11-29T08:00")).isBeforeOrEqualTo(LocalDateTime.parse("2046-12-06T08:00"));
        });
        assertThat(new EveryMinutes(5).next(new Moment(at("2026-11-27T07:00")), later, BERLIN)).contains(new Moment(later.plus(Duration.ofMinutes(5))));
    }

    @Test
    void aNextTimeThatAWrongClockPutFarAwayIsBroughtBack() {
        Instant now = at("2026-11-27T12:00");
        assertThat(new Daily().tooFar(at("2026-11-30T07:00"), now)).isFalse();
        assertThat(new Daily().tooFar(at("2031-11-30T07:00"), now)).isTrue();
        assertThat(new Weekly().tooFar(at("2026-12-10T07:00"), now)).isFalse();
        assertThat(new EveryMinutes(10).tooFar(now.plus(Duration.ofMinutes(21)), now)).isTrue();
        assertThat(new Once().tooFar(at("2031-11-30T07:00"), now)).as("somebody wanted it then").isFalse();
        assertThat(new Daily().broughtBack(new Clock(LocalDateTime.parse("2031-05-03T07:00")), now, BERLIN))
            .isEqualTo(new Clock(LocalDateTime.parse("2026-11-28T07:00")));
        assertThat(new Daily().broughtBack(new Clock(LocalDateTime.parse("2031-05-03T18:00")), now, BERLIN))
            .isEqualTo(new Clock(LocalDateTime.parse("2026-11-27T18:00")));
        assertThat(new Weekly().broughtBack(new Clock(LocalDateTime.parse("2031-11-26T07:00")), now, BERLIN).local(BERLIN).getDayOfWeek())
            .as("the same day of the week").isEqualTo(LocalDateTime.parse("2031-11-26T07:00").getDayOfWeek());
        assertThat(new EveryMinutes(10).broughtBack(new Moment(at("2031-01-01T00:00")), now, BERLIN)).isEqualTo(new Moment(now.plus(Duration.ofMinutes(10))));
    }

    @Test
    void whatCannotBeIsRefusedWithItsReason() {
        ReminderRules rules = new ReminderRules(at("2026-11-27T12:00"), BERLIN);
        assertThat(rules.brokenTime(new Clock(LocalDateTime.parse("2026-11-27T11:59:30")), new Once())).as("an answer takes a while").isEmpty();
        assertThat(rules.brokenTime(new Clock(LocalDateTime.parse("2026-11-27T11:58")), new Once()).orElseThrow()).endsWith("2026-11-27 11:58");
        assertThat(rules.brokenTime(new Clock(LocalDateTime.parse("2026-11-27T11:58")), new Daily())).as("it comes again").isEmpty();
        assertThat(rules.brokenTime(new Clock(LocalDateTime.parse("2027-12-01T11:58")), new Once())).isPresent();
        assertThat(rules.brokenTime(new Clock(FRIDAY.plusDays(1)), new EveryMinutes(4)).orElseThrow()).contains("5–1440");
        assertThat(rules.brokenTime(new Clock(FRIDAY.plusDays(1)), new EveryMinutes(5))).isEmpty();
        assertThat(rules.first(new Clock(FRIDAY), new Daily())).isEqualTo(new Clock(FRIDAY.plusDays(1)));
        assertThat(rules.first(new Clock(FRIDAY), new Once())).isEqualTo(new Clock(FRIDAY));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
