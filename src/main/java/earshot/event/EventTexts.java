package earshot.event;

import module java.base;

import earshot.data.MessagePattern;
import earshot.data.TextBundle;

/// The words of the timeline's rows in one language: Chinese for Chinese locales, otherwise English.
final class EventTexts {
    private EventTexts() {}

    static String get(Locale locale, String key, List<String> args) {
        return MessagePattern.format(in(locale).getString(key), locale, args);
    }

    /// The name of a mode of devices; one that is not known stays as it is.
    static String mode(Locale locale, String wireName) {
        String key = "mode." + wireName;
        return in(locale).containsKey(key) ? in(locale).getString(key) : wireName;
    }

    /// Whether there is such a text and these arguments suffice for it.
    static boolean fits(String key, List<String> args) {
        ResourceBundle texts = in(Locale.ENGLISH);
        return texts.containsKey(key) && !(args.isEmpty() && texts.getString(key).contains("{0}"));
    }

    static ResourceBundle in(Locale locale) {
        return TextBundle.of("events", locale);
    }
}
