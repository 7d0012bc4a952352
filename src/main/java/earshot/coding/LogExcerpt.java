package earshot.coding;

import module java.base;

import earshot.data.LetterCase;

/// The part of a log that an insight is about.
///
/// @param lastEvent `log`, `phase` or `step`; empty when nothing came
/// @param lines in the order of arrival
record LogExcerpt(String phase, String step, String lastEvent, List<LogLine> lines) {
    /// Letters and digits: shorter pieces of a line, such as the name of an exception, may stand in any sentence.
    private static final int TELLING = 24;
    private static final int TELLING_CHINESE = 10;

    long count(CodingMessage.Level level) {
        return lines.stream().filter(line -> line.level() == level).count();
    }

    /// In the order of importance.
    Set<LogSignal> signals() {
        EnumSet<LogSignal> found = EnumSet.noneOf(LogSignal.class);
        lines.forEach(line -> found.addAll(line.signals()));
        build().filter(state -> state == LogSignal.BuildState.DONE).ifPresent(_ -> found.remove(LogSignal.BUILD));
        failedTests().ifPresent(count -> {
            if (count == 0) {
                found.remove(LogSignal.TESTS);
            }
        });
        return found;
    }

    /// As the last line that names a number says.
    OptionalInt failedTests() {
        return lines.reversed().stream().map(LogLine::failedTests).filter(OptionalInt::isPresent).findFirst().orElseGet(OptionalInt::empty);
    }

    Optional<LogSignal.BuildState> build() {
        return lines.reversed().stream().flatMap(line -> LogSignal.build(LetterCase.folded(line.text())).stream()).findFirst();
    }

    /// Chinese when a tenth of the letters are: a log of Chinese programs has many English words, the reverse is rare.
    boolean chinese() {
        long[] letters = new long[2];
        Stream.concat(Stream.of(phase, step), lines.stream().map(LogLine::text)).flatMapToInt(String::codePoints).filter(Character::isLetter)
            .forEach(letter -> letters[Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN ? 0 : 1]++);
        return letters[0] > 0 && letters[0] * 10 >= letters[0] + letters[1];
    }

    /// The newest lines for the model, as many as fit.
    String text(int maxChars) {
        StringJoiner text = new StringJoiner("\n");
        lines.forEach(line -> text.add("[" + LetterCase.lower(line.level().name()) + "] " + line.text()));
        String whole = text.toString();
        int from = Math.max(0, whole.length() - maxChars);
        return whole.substring(from > 0 && Character.isLowSurrogate(whole.charAt(from)) ? from + 1 : from);
    }

    /// Whether a sentence repeats a line that the model was told, or a longer piece of one.
    ///
    /// @param maxChars as for [#text]
    boolean echoes(String sentence, int maxChars) {
        String said = letters(sentence);
        int piece = said.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN) ? TELLING_CHINESE : TELLING;
        return text(maxChars).lines().map(line -> letters(line.substring(line.indexOf(']') + 1)))
            .anyMatch(line -> !said.isEmpty() && said.equals(line)
                || IntStream.rangeClosed(0, said.length() - piece).anyMatch(from -> line.contains(said.substring(from, from + piece))));
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        LetterCase.folded(text).codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
