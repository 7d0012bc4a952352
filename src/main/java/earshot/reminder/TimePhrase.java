package earshot.reminder;

import module java.base;

/// What a phrase for a time says, part by part, and what it means. What people leave out is what they usually mean: "at eight" is the next eight o'clock of the
/// day or the evening, "tomorrow at three" is in the afternoon.
///
/// @param later how long from now; with days the hour may be given beside it
/// @param ofWeek whether the day is said by its name, and comes again in a week
record TimePhrase(Optional<Duration> later, Optional<LocalDate> day, boolean ofWeek, OptionalInt hour, int minute, DayPart part, Recurrence recurrence) {
    /// Which part of the day an hour belongs to.
    enum DayPart {
        /// Said with every hour, or as 0 or 13 to 24.
        EXACT(9), NONE(9), MORNING(8), NOON(12), AFTERNOON(15), EVENING(19), NIGHT(22);

        private final int usualHour;

        DayPart(int usualHour) {
            this.usualHour = usualHour;
        }
    }

    static final TimePhrase EMPTY = new TimePhrase(Optional.empty(), Optional.empty(), false, OptionalInt.empty(), 0, DayPart.NONE, new Recurrence.Once());

    private static final int EARLIEST = 6;
    private static final int DAY = 24;

    TimePhrase withLater(Duration from) {
        return new TimePhrase(Optional.of(from), day, ofWeek, hour, minute, part, recurrence);
    }

    TimePhrase withDay(LocalDate on, boolean named) {
        return new TimePhrase(later, Optional.of(on), named, hour, minute, part, recurrence);
    }

    TimePhrase withClock(int hours, int minutes) {
        return new TimePhrase(later, day, ofWeek, OptionalInt.of(hours), minutes, part, recurrence);
    }

    TimePhrase withPart(DayPart when) {
        return new TimePhrase(later, day, ofWeek, hour, minute, when, recurrence);
    }

    TimePhrase withRecurrence(Recurrence often) {
        return new TimePhrase(later, day, ofWeek, hour, minute, part, often);
    }

    /// The next day of the week, or that of the week after this one; today counts as the next.
    static LocalDate weekday(LocalDate today, DayOfWeek day, int weeks) {
        return weeks == 0 ? today.with(TemporalAdjusters.nextOrSame(day))
            : today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(weeks).with(TemporalAdjusters.nextOrSame(day));
    }

    /// The time that is meant; empty when the parts make none.
    Optional<SpokenTime> time(ZonedDateTime now) {
        if (hour.isPresent() && (hour.getAsInt() > DAY || minute > 59) || later.filter(from -> !from.isPositive()).isPresent()) {
            return Optional.empty();
        }
        if (recurrence instanceof Recurrence.EveryMinutes(int minutes)) {
            return Optional.of(new SpokenTime(new ReminderTime.Moment(now.toInstant().plus(later.orElse(Duration.ofMinutes(minutes)))), recurrence));
        }
        boolean clock = hour.isPresent() || part != DayPart.NONE;
        if (later.isPresent() && !clock) {
            return Optional.of(new SpokenTime(new ReminderTime.Moment(now.toInstant().plus(later.get())), recurrence));
        }
        if (!clock && day.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDate> on = later.map(from -> now.toLocalDate().plusDays(from.toDays())).or(() -> day);
        return Optional.of(new SpokenTime(new ReminderTime.Clock(local(on, now.toLocalDateTime())), recurrence));
    }

    private LocalDateTime local(Optional<LocalDate> on, LocalDateTime now) {
        boolean fixed = ofWeek || on.isPresent() && !on.get().equals(now.toLocalDate()) || !(recurrence instanceof Recurrence.Once);
        LocalDateTime midnight = on.orElse(now.toLocalDate()).atStartOfDay();
        if (hour.isPresent() && part == DayPart.NONE && hour.getAsInt() >= 1 && hour.getAsInt() <= 12 && !fixed) {
            // the next of both that is not a time to sleep
            return IntStream.of(0, 12, DAY, DAY + 12).mapToObj(more -> midnight.plusHours(hour.getAsInt() % 12 + more).plusMinutes(minute))
                .filter(at -> at.isAfter(now) && at.getHour() >= EARLIEST).findFirst().orElseThrow();
        }
        LocalDateTime at = midnight.plusHours(hours()).plusMinutes(minute);
        boolean night = on.isEmpty() && at.minusDays(1).isAfter(now);
        if (night) {
            // its hours after midnight are those of today
            return at.minusDays(1);
        }
        boolean past = !at.isAfter(now) && recurrence instanceof Recurrence.Once;
        return !past ? at : on.isEmpty() ? at.plusDays(1) : ofWeek ? at.plusWeeks(1) : at;
    }

    /// Hours from the beginning of the day; the night continues after midnight.
    private int hours() {
        int said = hour.orElse(part.usualHour);
        return switch (part) {
            case EXACT -> said;
            case NONE -> said >= 1 && said <= 5 ? said + 12 : said;
            case MORNING -> said == 12 ? 0 : said;
            case NOON -> said <= 3 ? said + 12 : said;
            case AFTERNOON -> said < 12 ? said + 12 : said;
            case EVENING -> said < 12 ? said + 12 : said == 12 ? DAY : said;
            case NIGHT -> said == 12 ? DAY : said <= 5 ? said + DAY : said < 12 ? said + 12 : said;
        };
    }
}
