package earshot.data;

import module java.base;

/// Fills the arguments into a text of people. Chinese texts have a blank between Chinese and Latin signs; where an argument is Chinese, too, the blank
/// beside it is left out.
public final class MessagePattern {
    /// Edges of an argument, in the private use area.
    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';
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
        boolean chinese = false;
        for (int i = 0; i < Math.min(forms.length, filled.length); i++) {
            if (forms[i] instanceof ChoiceFormat && filled[i] instanceof String arg) {
                filled[i] = number(arg);
            } else if (filled[i] instanceof String arg && locale.getLanguage().equals("zh") && !arg.isEmpty()
                && (isChinese(arg.charAt(0)) || isChinese(arg.charAt(arg.length() - 1)))) {
                filled[i] = BEGIN + arg + END;
                chinese = true;
            }
        }
        String text = format.format(filled);
        return chinese ? withoutBlanksAtEdges(text) : text;
    }

    private static String withoutBlanksAtEdges(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean before = c == ' ' && i > 0 && i + 2 < text.length() && text.charAt(i + 1) == BEGIN && isChinese(text.charAt(i - 1))
                && isChinese(text.charAt(i + 2));
            boolean after = c == ' ' && i > 1 && i + 1 < text.length() && text.charAt(i - 1) == END && isChinese(text.charAt(i - 2))
                && isChinese(text.charAt(i + 1));
            if (c != BEGIN && c != END && !before && !after) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// Whether this is a sign or a full-width mark of Chinese.
    private static boolean isChinese(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN || c >= '\u3000' && c <= '\u303F' || c >= '\uFF00' && c <= '\uFFEF'
            || c == '\u201C' || c == '\u201D';
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
