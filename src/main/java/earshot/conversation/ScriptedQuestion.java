package earshot.conversation;

import module java.base;

/// What a person wants of the scripted assistant.
sealed interface ScriptedQuestion {
    record Name() implements ScriptedQuestion {}

    record State() implements ScriptedQuestion {}

    record Connection() implements ScriptedQuestion {}

    record Clock() implements ScriptedQuestion {}

    record Help() implements ScriptedQuestion {}

    record Volume() implements ScriptedQuestion {}

    /// @param percent 0 to 100
    /// @param certain whether the whole sentence asks for that, with nothing else in it
    record SetVolume(int percent, boolean certain) implements ScriptedQuestion {}

    /// A whole sentence that asks for a reminder.
    ///
    /// @param time as the person said it, and as [earshot.reminder.SpokenTime] reads it
    /// @param text what to remind of
    record Remind(String time, String text) implements ScriptedQuestion {}

    record Unknown() implements ScriptedQuestion {}

    /// The first of these whose pattern a text holds.
    static ScriptedQuestion first(String text, Map<Pattern, ScriptedQuestion> known) {
        return known.entrySet().stream().filter(entry -> entry.getKey().matcher(text).find()).map(Map.Entry::getValue).findFirst().orElseGet(Unknown::new);
    }
}
