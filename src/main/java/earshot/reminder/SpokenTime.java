package earshot.reminder;

import module java.base;

import earshot.data.LetterCase;

/// A time as a person says it, in English or Chinese: "in half an hour", "tomorrow at eight", 下周一上午九点, "every weekday at 7".
///
/// @param at the first time
public record SpokenTime(ReminderTime at, Recurrence recurrence) {
    /// No phrase for a time is longer.
    private static final int MAX_LENGTH = 60;

    /// Reads a phrase that says nothing else; empty when it is not a time.
    ///
    /// @param now what the clock on the wall shows, and the moment it is
    public static Optional<SpokenTime> read(String phrase, ZonedDateTime now) {
        String text = LetterCase.lower(phrase.strip());
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        boolean chinese = text.codePoints().anyMatch(Character::isIdeographic);
        try {
            return (chinese ? ChineseTimePhrase.read(text, now.toLocalDate()) : EnglishTimePhrase.read(text, now.toLocalDate()))
                .flatMap(said -> said.time(now));
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    /// Reads how often something is repeated, such as "every weekday" or 每天; empty when it is not a repetition.
    static Optional<Recurrence> recurrence(String phrase, ZonedDateTime now) {
        return Stream.of(phrase + " at 8", phrase + "8点", phrase).flatMap(whole -> read(whole, now).stream()).map(SpokenTime::recurrence)
            .filter(often -> !(often instanceof Recurrence.Once)).findFirst();
    }
}
