package earshot.data;

import module java.base;

/// Fills the arguments into a text of people.
public final class MessagePattern {
    /// Some texts are written many times a second, and reading the pattern is most of the work. There are as many as the program has texts.
    private static final Map<Key, MessageFormat> READ = new ConcurrentHashMap<>();

    private record Key(String pattern, Locale locale) {}

    private MessagePattern() {}

    /// The pattern with `{0}` … replaced. Arguments are shown as they are; only where the pattern chooses between forms, such as singular and plural, a
    /// number is looked at as one, and one that is none takes the form of many.
    public static String format(String pattern, Locale locale, List<?> args) {
        if (args.isEmpty()) {
            return pattern;
        }
        // one for each call, because it is not safe for several threads
        MessageFormat format = (MessageFormat) READ.computeIfAbsent(new Key(pattern, locale), key -> new MessageFormat(key.pattern, key.locale)).clone();
        Format[] forms = format.getFormatsByArgumentIndex();
        Object[] filled = args.toArray();
        for (int i = 0; i < Math.min(forms.length, filled.length); i++) {
            if (forms[i] instanceof ChoiceFormat && filled[i] instanceof String arg) {
                filled[i] = number(arg);
            }
        }
        return format.format(filled);
    }

    private static long number(String arg) {
        try {
            // most that are none are fractions, and an exception for each would cost more than everything else
            return arg.indexOf('.') < 0 ? Long.parseLong(arg) : Long.MAX_VALUE;
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
