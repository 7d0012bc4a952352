package earshot.conversation;

import module java.base;

import earshot.config.Settings;
import earshot.id.DeviceId;
import earshot.reminder.Reminder;
import earshot.time.Time;

/// What is said of reminders, each in the language of its conversation.
///
/// @param zone of the times that are spoken, asked at each use
public record ReminderSentences(Time time, Supplier<ZoneId> zone, Supplier<Settings> settings) {
    /// One that is spoken later than this says when it was due.
    static final Duration LATE = Duration.ofMinutes(2);

    /// Words for a reminder that is due.
    public String sentence(Reminder reminder) {
        Instant due = reminder.unspoken().orElseThrow();
        boolean late = due.plus(LATE).isBefore(time.now());
        Map.Entry<String, String> said = words(late ? FixedSentence.REMINDER_MISSED : FixedSentence.REMINDER, reminder.device(), reminder.language(),
            reminder.text());
        return said.getValue().replace("{time}", clock(due, Locale.forLanguageTag(said.getKey()))).replace("{text}", closed(reminder.text()));
    }

    /// A text with a mark at its end, so that what is said after it is another sentence.
    static String closed(String text) {
        return text.matches(".*[\\p{P}\\p{S}]") ? text : text + (LanguageGuesser.guess(text).filter(Set.of("zh", "ja")::contains).isPresent() ? "。" : ".");
    }

    /// Words for reminders that are not said one by one.
    ///
    /// @param like one of them
    public String more(int count, Reminder like) {
        return words(FixedSentence.REMINDERS_MORE, like.device(), like.language(), like.text()).getValue().replace("{count}", Integer.toString(count));
    }

    private Map.Entry<String, String> words(FixedSentence sentence, DeviceId device, Optional<String> asked, String text) {
        Settings now = settings.get();
        return now.of(FixedSentenceSettings.SECTION).aboutReminder(sentence, now.of(ConversationSettings.SECTION).persona(device), asked, text);
    }

    /// With the day where it is not today.
    private String clock(Instant at, Locale language) {
        ZonedDateTime local = at.atZone(zone.get());
        boolean today = local.toLocalDate().equals(LocalDate.ofInstant(time.now(), zone.get()));
        DateTimeFormatter words = today ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
            : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT);
        // locale data puts spaces that some voices do not know
        return words.withLocale(language).format(local).replaceAll("[\\u00A0\\u202F]", " ");
    }
}
