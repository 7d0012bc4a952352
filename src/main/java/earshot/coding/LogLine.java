package earshot.coding;

import module java.base;

import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.event.SecretMasker;

/// A line of the log as it is kept: cleaned, cut, with what it says.
///
/// @param signals in the order of importance
/// @param failedTests how many failed, where it says so
/// @param urgent whether it makes an insight at once
record LogLine(CodingMessage.Level level, String text, Set<LogSignal> signals, OptionalInt failedTests, boolean urgent) {
    private static final Pattern FAILED = Pattern
        .compile("(?<![\\d.])(\\d{1,6}) (?:tests? )?(?:failed|failures?)|(?:failed|failures?|失败)\\s?[:：]\\s?(\\d{1,6})");
    private static final Pattern FENCE = Pattern.compile("```[A-Za-z0-9+#_-]{0,20}");
    private static final List<String> TRACEBACKS = List.of("traceback (most recent", "exception in thread", "caused by:", "stack trace", "stacktrace",
        "panicked at", "panic: ", "segmentation fault");
    /// Of a text of this many times its limit the end is not looked at.
    private static final int READ = 4;

    static LogLine of(CodingMessage.Log message, int maxChars) {
        String text = SecretMasker.mask(clean(message.text(), maxChars));
        String folded = LetterCase.folded(text);
        Matcher failed = FAILED.matcher(folded);
        OptionalInt failedTests = failed.find() ? OptionalInt.of(Integer.parseInt(Optional.ofNullable(failed.group(1)).orElseGet(() -> failed.group(2))))
            : OptionalInt.empty();
        boolean urgent = message.level() == CodingMessage.Level.ERROR || message.text().length() > maxChars || TRACEBACKS.stream().anyMatch(folded::contains);
        return new LogLine(message.level(), text, LogSignal.in(folded, failedTests, message.level()), failedTests, urgent);
    }

    /// White space and line breaks become one space, code fences and stray back-ticks go, the rest is cut.
    static String clean(String text, int maxChars) {
        String begin = text.substring(0, Math.min(text.length(), maxChars * READ));
        StringBuilder cleaned = new StringBuilder(begin.length());
        FENCE.matcher(begin).replaceAll(" ").codePoints().filter(letter -> letter != '`')
            .map(letter -> Character.isWhitespace(letter) || Character.isISOControl(letter) || Character.isSpaceChar(letter) ? ' ' : letter)
            .filter(letter -> letter != ' ' || !cleaned.isEmpty() && cleaned.charAt(cleaned.length() - 1) != ' ').forEach(cleaned::appendCodePoint);
        return TextLimit.cut(cleaned.toString().strip(), maxChars);
    }
}
