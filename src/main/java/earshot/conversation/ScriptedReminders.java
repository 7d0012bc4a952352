package earshot.conversation;

import module java.base;

import earshot.id.DeviceId;
import earshot.reminder.Recurrence;
import earshot.reminder.ReminderChange;
import earshot.reminder.ReminderDraft;
import earshot.reminder.ReminderRegistry;
import earshot.reminder.ReminderSettings;
import earshot.reminder.ReminderTime;
import earshot.time.Time;
import earshot.turn.AssistantAnswer;
import earshot.turn.Emotion;

/// Sets the reminders that the scripted assistant is asked for.
///
/// @param settings read at each use
public record ScriptedReminders(Time time, ReminderRegistry reminders, Supplier<ReminderSettings> settings) {
    CompletableFuture<AssistantAnswer> set(DeviceId device, ScriptedQuestion.Remind wanted, ScriptedLanguage language) {
        if (!settings.get().spokenRequests()) {
            return CompletableFuture.completedFuture(answer(language.text("reminder.off"), Emotion.SAD));
        }
        ReminderTime at = new ReminderTime.Moment(time.now().plus(Duration.ofMinutes(wanted.minutes())));
        return switch (reminders.set(device, new ReminderDraft(wanted.text(), at, new Recurrence.Once(), Optional.of(language.code())))) {
            case ReminderChange.Refused _ -> CompletableFuture.completedFuture(answer(language.text("reminder.refused"), Emotion.SAD));
            case ReminderChange.Made made -> made.stored().handle((_, failure) -> failure == null
                ? answer(language.text("reminder", language.text("reminder.minutes", wanted.minutes()), ReminderSentences.closed(made.reminder().text())), Emotion.NEUTRAL)
                : answer(language.text("reminder.refused"), Emotion.SAD));
        };
    }

    private static AssistantAnswer answer(String sentence, Emotion emotion) {
        return new AssistantAnswer.Sentences(List.of(sentence), emotion);
    }
}
