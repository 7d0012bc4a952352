package earshot.conversation;

import module java.base;

import earshot.reminder.Reminder;
import earshot.reminder.SpokenTime;

/// Understands a whole sentence that asks the scripted assistant for a reminder: "remind me tomorrow at eight to drink", 10分钟后提醒我喝水. It is split where one
/// part is a time ([SpokenTime]) and the other is left to be reminded of.
final class ReminderQuestion {
    /// No sentence that asks for a reminder is longer.
    private static final int MAX_LENGTH = Reminder.MAX_TEXT + 60;
    /// Whatever day it is, a phrase is a time or none.
    private static final ZonedDateTime ANY_DAY = LocalDate.EPOCH.atTime(12, 0).atZone(ZoneOffset.UTC);
    private static final Pattern ENGLISH = Pattern.compile("(.*?)[, ]*\\b(?:please |can you |could you |will you )?remind me\\b,? ?(.*)",
        Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile("(?:^| )(?:to|that|about|of) ", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHINESE = Pattern.compile("(?:请|麻烦|帮我|你|记得|帮忙)*(?:在|于)?(.*?)"
        + "(?:请|记得|要|再|帮我)*(?:提醒|叫)(?:一下)?我(?:一下)?(.+)");
    private static final Pattern BEFORE_TIME = Pattern.compile("^(?:在|于|[，,：:\\s])+");
    /// Letters of a time.
    private static final int LONGEST_CHINESE = 24;

    private ReminderQuestion() {}

    static Optional<ScriptedQuestion.Remind> english(String text) {
        Matcher sentence = ENGLISH.matcher(plain(text).replaceAll("\\s+", " "));
        if (!sentence.matches()) {
            return Optional.empty();
        }
        String before = sentence.group(1).strip().replaceFirst("(?i)^please ", "");
        String rest = sentence.group(2);
        if (!before.isEmpty()) {
            return isTime(before) ? what(rest).flatMap(what -> wanted(before, what)) : Optional.empty();
        }
        return timeFirst(rest).or(() -> what(rest).flatMap(what -> timeLast("", what)));
    }

    static Optional<ScriptedQuestion.Remind> chinese(String text) {
        Matcher sentence = CHINESE.matcher(plain(text).replaceAll("[\\s，,]+", ""));
        if (!sentence.matches()) {
            return Optional.empty();
        }
        String before = sentence.group(1);
        if (!before.isEmpty()) {
            return isTime(before) ? wanted(before, sentence.group(2)) : Optional.empty();
        }
        String rest = BEFORE_TIME.matcher(sentence.group(2)).replaceAll("");
        return IntStream.iterate(Math.min(LONGEST_CHINESE, rest.length() - 1), end -> end > 0, end -> end - 1).filter(end -> isTime(rest.substring(0, end)))
            .boxed().findFirst()
            .flatMap(end -> wanted(rest.substring(0, end), rest.substring(end)));
    }

    /// "tomorrow at eight to drink", also "tomorrow to drink at eight".
    private static Optional<ScriptedQuestion.Remind> timeFirst(String rest) {
        return LINK.matcher(rest).results().filter(link -> link.start() > 0 && isTime(rest.substring(0, link.start()))).findFirst().flatMap(link -> {
            String time = rest.substring(0, link.start());
            String what = rest.substring(link.end());
            return timeLast(time + " ", what).or(() -> wanted(time, what));
        });
    }

    /// "drink in ten minutes".
    private static Optional<ScriptedQuestion.Remind> timeLast(String before, String what) {
        return Pattern.compile(" ").matcher(what).results().filter(space -> isTime(what.substring(space.end())) && isTime(before + what.substring(space.end())))
            .findFirst()
            .flatMap(space -> wanted(before + what.substring(space.end()), what.substring(0, space.start())));
    }

    /// What stands after its link.
    private static Optional<String> what(String rest) {
        Matcher link = LINK.matcher(rest);
        return link.lookingAt() ? Optional.of(rest.substring(link.end())) : Optional.empty();
    }

    private static boolean isTime(String phrase) {
        return SpokenTime.read(phrase, ANY_DAY).isPresent();
    }

    /// Without the marks at its ends; a long text asks for nothing.
    private static String plain(String text) {
        return text.length() > MAX_LENGTH ? "" : text.strip().replaceAll("[\\p{P}\\s]+$", "");
    }

    private static Optional<ScriptedQuestion.Remind> wanted(String time, String text) {
        String what = text.strip().replaceAll("^[，,：:\\s]+", "");
        return what.isEmpty() ? Optional.empty() : Optional.of(new ScriptedQuestion.Remind(time, what));
    }
}
