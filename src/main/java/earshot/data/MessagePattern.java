package earshot.data;

import module java.base;

/// Fills the arguments into a text of people.
public final class MessagePattern {
    private MessagePattern() {}

    /// The pattern with `{0}` … replaced. Arguments are shown as they are; only where the pattern chooses between forms, such as singular and plural, a
    /// number is looked at as one, and one that is none takes the form of many.
    public static String format(String pattern, Locale locale, List<?> args) {
        if (args.isEmpty()) {
            return pattern;
        }
        MessageFormat format = new MessageFormat(pattern, locale);
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
            return Long.parseLong(arg);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
