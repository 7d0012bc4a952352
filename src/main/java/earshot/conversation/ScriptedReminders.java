package earshot.conversation;

import module java.base;

import earshot.id.DeviceId;
import earshot.reminder.Recurrence;
import earshot.reminder.ReminderChange;
import earshot.reminder.ReminderDraft;
import earshot.reminder.ReminderRegistry;
import earshot.reminder.ReminderSettings;
import earshot.reminder.ReminderTime;
import earshot.reminder.SpokenTime;
import earshot.time.Time;
import earshot.turn.AssistantAnswer;
import earshot.turn.Emotion;

/// Sets the reminders that the scripted assistant is asked for.
///
/// @param settings read at each use
public record ScriptedReminders(Time time, ReminderRegistry reminders, Supplier<ReminderSettings> settings) {
    /// @param zone of the clock on the wall
    CompletableFuture<AssistantAnswer> set(DeviceId device, ScriptedQuestion.Remind wanted, ScriptedLanguage language, ZoneId zone) {
        if (!settings.get().spokenRequests()) {
            return CompletableFuture.completedFuture(answer(language.text("reminder.off"), Emotion.SAD));
        }
        String when = when(wanted, language, zone);
        SpokenTime said = read(wanted, zone);
        return switch (reminders.set(device, new ReminderDraft(wanted.text(), said.at(), said.recurrence(), Optional.of(language.code())))) {
            case ReminderChange.Refused _ -> CompletableFuture.completedFuture(answer(language.text("reminder.refused"), Emotion.SAD));
            case ReminderChange.Made made -> made.stored().handle((_, failure) -> failure == null
                ? answer(language.text("reminder", when, ReminderSentences.closed(made.reminder().text())), Emotion.NEUTRAL)
                : answer(language.text("reminder.refused"), Emotion.SAD));
        };
    }

    /// When it will be, in words.
    String when(ScriptedQuestion.Remind wanted, ScriptedLanguage language, ZoneId zone) {
        SpokenTime said = read(wanted, zone);
        ZonedDateTime now = time.now().atZone(zone);
        ZonedDateTime at = said.recurrence().first(said.at(), zone).due(zone).atZone(zone);
        String clock = language.clock(at);
        return switch (said.recurrence()) {
            case Recurrence.EveryMinutes(int minutes) -> language.text("reminder.every", minutes);
            case Recurrence.Daily _ -> language.text("reminder.daily", clock);
            case Recurrence.Weekdays _ -> language.text("reminder.weekdays", clock);
            case Recurrence.Weekly _ -> language.text("reminder.weekly", language.weekday(at), clock);
            case Recurrence.Once _ -> {
                long days = ChronoUnit.DAYS.between(now.toLocalDate(), at.toLocalDate());
                long minutes = Math.ceilDiv(Duration.between(now, at).toSeconds(), 60);
                yield said.at() instanceof ReminderTime.Moment && minutes < 24 * 60 ? language.text("reminder.minutes", minutes)
                    : days == 0 ? language.text("reminder.today", clock)
                    : days == 1 ? language.text("reminder.tomorrow", clock)
                    : language.text("reminder.at", language.day(at), clock);
            }
        };
    }

    private SpokenTime read(ScriptedQuestion.Remind wanted, ZoneId zone) {
        return SpokenTime.read(wanted.time(), time.now().atZone(zone)).orElseThrow();
    }

    private static AssistantAnswer answer(String sentence, Emotion emotion) {
        return new AssistantAnswer.Sentences(List.of(sentence), emotion);
    }
}
