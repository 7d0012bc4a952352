package earshot.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.reminder.Recurrence.Daily;
import earshot.reminder.Recurrence.EveryMinutes;
import earshot.reminder.Recurrence.Once;
import earshot.reminder.Recurrence.Weekdays;
import earshot.reminder.Recurrence.Weekly;
import earshot.reminder.ReminderTime.Clock;
import earshot.reminder.ReminderTime.Moment;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderRegistryTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DeviceId ID = new DeviceId("aa");
    private static final ProblemSink NO_PROBLEM = ProblemSinkFake.refusing();

    /// A Sunday, 15:00 in Berlin.
    private final TimeFake time = new TimeFake();
    private final ReminderRegistry reminders = registry(ReminderStore.none());
    private final List<DeviceId> told = new ArrayList<>();

    private ReminderRegistry registry(ReminderStore store) {
        return new ReminderRegistry(time, () -> BERLIN, ReminderSettings.SECTION::defaults, store);
    }

    @ParameterizedTest
    @CsvSource({ "daily, 2027-03-27T02:30, 2027-03-28T01:30:00Z", "daily, 2027-03-28T02:30, 2027-03-29T00:30:00Z",
        "daily, 2026-11-30T07:00, 2026-12-01T06:00:00Z", "weekdays, 2026-12-04T07:00, 2026-12-07T06:00:00Z",
        "weekly, 2026-11-30T07:00, 2026-12-07T06:00:00Z"})
    void daysFollowTheClockOnTheWallAlsoWhenItIsPutForward(String repeats, LocalDateTime first, Instant next) {
        Recurrence recurrence = switch (repeats) {
            case "daily" -> new Daily();
            case "weekdays" -> new Weekdays();
            default -> new Weekly();
        };
        Clock last = new Clock(first);
        assertThat(recurrence.next(last, last.due(BERLIN), BERLIN).orElseThrow().due(BERLIN)).isEqualTo(next);
    }

    @Test
    void allThatIsDueAtOnceIsShownAtOnce() {
        for (int i = 0; i < 20; i++) {
            reminders.set(new DeviceId("d" + i),
                new ReminderDraft("tea", new Moment(time.now().plus(Duration.ofMinutes(5))), new EveryMinutes(30), Optional.empty()));
        }
        AtomicInteger shown = new AtomicInteger();
        try (var _ = reminders.rows().observe(_ -> shown.incrementAndGet())) {
            int before = shown.get();
            time.advance(Duration.ofMinutes(6));
            assertThat(reminders.fallDue()).hasSize(20);
            assertThat(shown.get() - before).isEqualTo(1);
            assertThat(reminders.rows().get()).allSatisfy(reminder -> assertThat(reminder.unspoken()).isPresent());
        }
    }

    @Test
    void minutesPassWhateverTheClockShowsAndAfterALongSleepTheNextOneIsAhead() {
        Moment last = new Moment(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(new EveryMinutes(90).next(last, last.at(), BERLIN)).contains(new Moment(Instant.parse("2026-10-25T02:00:00Z")));
        assertThat(new EveryMinutes(90).next(last, last.at().plus(Duration.ofDays(30)), BERLIN))
            .contains(new Moment(last.at().plus(Duration.ofDays(30)).plus(Duration.ofMinutes(90))));
        assertThat(new Daily().next(new Clock(LocalDateTime.parse("1990-01-01T07:00")), time.now(), BERLIN))
            .contains(new Clock(LocalDateTime.parse("2026-11-23T07:00")));
    }

    @Test
    void oneThatRepeatsIsDueOncePerSleepAndGoesOn() {
        set("pills", new Clock(LocalDateTime.parse("2026-11-23T07:00")), new Daily());
        ReminderScheduler scheduler = new ReminderScheduler(time, reminders, id -> !told.add(id), new Timeline(time));
        time.advance(Duration.ofDays(3));
        assertThat(told).hasSize(3);
        assertThat(reminders.unspoken(ID)).singleElement().satisfies(reminder -> {
            assertThat(reminder.unspoken()).contains(Instant.parse("2026-11-25T06:00:00Z"));
            assertThat(reminder.next()).contains(new Clock(LocalDateTime.parse("2026-11-26T07:00")));
            reminders.spoken(reminder);
        });
        assertThat(reminders.unspoken(ID)).isEmpty();
        scheduler.close();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void afterDaysInWhichNothingRanTheLastTimeCountsAndAnOldOneIsNotSaid() {
        set("pills", new Clock(LocalDateTime.parse("2026-11-23T07:00")), new Weekdays());
        set("once", new Moment(time.now().plusSeconds(60)), new Once());
        time.advance(Duration.ofDays(6));
        reminders.fallDue();
        assertThat(reminders.of(ID)).extracting(reminder -> reminder.unspoken().orElseThrow()).containsExactly(Instant.parse("2026-11-27T06:00:00Z"),
            Instant.parse("2026-11-22T14:01:00Z"));
        assertThat(reminders.unspoken(ID)).as("24 hours").isEmpty();
        time.advance(Duration.ofDays(7));
        reminders.fallDue();
        assertThat(reminders.of(ID)).extracting(Reminder::text).containsExactly("pills");
    }

    @Test
    void aClockThatWasFarAheadSilencesNothingForEver() {
        Instant now = time.now();
        Clock wrong = new Clock(LocalDateTime.parse("2031-01-01T07:00"));
        assertThat(new Daily().tooFar(wrong.due(BERLIN), now)).isTrue();
        assertThat(new Daily().broughtBack(wrong, now, BERLIN)).isEqualTo(new Clock(LocalDateTime.parse("2026-11-23T07:00")));
        assertThat(new Weekly().broughtBack(wrong, now, BERLIN)).as("a Wednesday").isEqualTo(new Clock(LocalDateTime.parse("2026-11-25T07:00")));
        assertThat(new EveryMinutes(30).broughtBack(new Moment(wrong.due(BERLIN)), now, BERLIN)).isEqualTo(new Moment(now.plusSeconds(1800)));
        assertThat(new Daily().tooFar(new Clock(LocalDateTime.parse("2026-11-24T07:00")).due(BERLIN), now)).isFalse();
        assertThat(new Once().tooFar(wrong.due(BERLIN), now)).isFalse();
    }

    @Test
    void aThousandRemindersAreRefusedAndControlCharactersAreNone() {
        for (int i = 0; i < 1_000; i++) {
            reminders.set(ID, draft("line\n\u001B[31m \u202E" + i, new Moment(time.now().plusSeconds(60)), new Once()));
        }
        assertThat(reminders.rows().get()).hasSize(50);
        assertThat(reminders.rows().get().getFirst().text()).isEqualTo("line [31m 0");
        assertThat(reminders.set(new DeviceId("auto-1"), draft("x", new Moment(time.now().plusSeconds(60)), new Once())))
            .isInstanceOf(ReminderChange.Refused.class);
        time.advance(Duration.ofMinutes(2));
        reminders.fallDue();
        assertThat(reminders.rows().get()).as("those that are over are bounded").hasSize(ReminderRegistry.MAX_OVER);
    }

    @ParameterizedTest
    @CsvSource({ "2026-11-30T07:00, 2026-11-30T07:00", "2026-11-30 7:00:00, 2026-11-30T07:00", "2026-11-30T07:00:00.000Z, 2026-11-30T07:00",
        "2026-11-30T07:00+09:00, 2026-11-29T23:00", "16:00, 2026-11-22T16:00",
        "7:00, 2026-11-23T07:00", "7:30 pm, 2026-11-22T19:30", "12:10 a.m., 2026-11-23T00:10", "25:00, ", "tomorrow, 2026-11-23T09:00", "2026-02-30T07:00, ",
        "2026-11-30, " })
    void timesAreReadAsModelsWriteThem(String written, LocalDateTime time) {
        assertThat(ReminderTimeReader.read(written, this.time.now(), BERLIN).map(read -> read.local(BERLIN))).isEqualTo(Optional.ofNullable(time));
    }

    @Test
    void theyComeBackFromTheDatabaseAsTheyWere(@TempDir Path directory) {
        List<Reminder> before;
        try (Database database = Database.open(new HomeDirectory(directory), List.of(DatabaseReminderStore.SCHEMA))) {
            ReminderRegistry first = registry(new DatabaseReminderStore(database, NO_PROBLEM));
            for (Recurrence recurrence : List.of(new Once(), new Daily(), new Weekdays(), new Weekly(), new EveryMinutes(30))) {
                first.set(ID, new ReminderDraft("它 \"it\"", new Moment(time.now().plusSeconds(61)), recurrence, Optional.of("zh")));
            }
            time.advance(Duration.ofMinutes(2));
            first.fallDue();
            first.spoken(first.unspoken(ID).getFirst());
            before = first.rows().get();
            assertThat(first.delete(ID, new ReminderId(5))).isInstanceOfSatisfying(ReminderChange.Made.class, made -> made.stored().join());
        }
        try (Database database = Database.open(new HomeDirectory(directory), List.of(DatabaseReminderStore.SCHEMA))) {
            assertThat(registry(new DatabaseReminderStore(database, NO_PROBLEM)).rows().get()).isEqualTo(before.subList(0, 4));
        }
    }

    private void set(String text, ReminderTime at, Recurrence recurrence) {
        assertThat(reminders.set(ID, draft(text, at, recurrence))).isInstanceOf(ReminderChange.Made.class);
    }

    private static ReminderDraft draft(String text, ReminderTime at, Recurrence recurrence) {
        return new ReminderDraft(text, at, recurrence, Optional.empty());
    }
}
