package earshot.reminder;

import module java.base;

/// A reminder as somebody wants it.
///
/// @param text as it was said or written
/// @param language in which it was asked for, ISO 639-1; empty if unknown
public record ReminderDraft(String text, ReminderTime time, Recurrence recurrence, Optional<String> language) {}
