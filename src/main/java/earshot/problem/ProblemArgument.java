package earshot.problem;

import module java.base;

import earshot.data.MessagePattern;

/// Arguments of texts that are in the language of the reader: reasons, refusals of settings, and problems that are the reason of another. As text they are
/// their key and details, apart by a character that no text has; several stand a line each.
final class ProblemArgument {
    /// Before each detail.
    private static final String DETAIL = "\u001f";
    /// Before each argument of a problem, which may have details itself.
    private static final String INNER = "\u001e";
    /// As earlier versions kept it.
    private static final String FORMER_DETAIL = ": ";
    private static final String PROBLEM = "problem.";
    private static final String REFUSAL = "refused.";

    private ProblemArgument() {}

    static String details(List<?> details) {
        return details.stream().map(detail -> DETAIL + detail).collect(Collectors.joining());
    }

    static String refusal(String key, List<String> details) {
        return REFUSAL + key + details(details);
    }

    /// A problem as the reason of another.
    static String of(Problem problem) {
        return PROBLEM + problem.code().name() + problem.args().stream().map(arg -> INNER + arg.replace('\n', ' ')).collect(Collectors.joining());
    }

    /// In the words of a language. What is nothing of these stays as it is.
    static String text(String argument, Locale locale) {
        List<String> lines = argument.lines().toList();
        if (lines.stream().noneMatch(ProblemArgument::typed)) {
            return argument;
        }
        return lines.stream().map(line -> one(line, locale)).collect(Collectors.joining(ProblemTexts.in(locale).getString("reason.separator")));
    }

    private static boolean typed(String line) {
        return line.startsWith(ProblemReason.PREFIX) || line.startsWith(PROBLEM) || line.startsWith(REFUSAL);
    }

    private static String one(String line, Locale locale) {
        if (line.startsWith(PROBLEM)) {
            return problem(line, locale).orElse(line);
        }
        List<String> parts = List.of(line.split(line.contains(DETAIL) ? DETAIL : FORMER_DETAIL, line.contains(DETAIL) ? -1 : 2));
        return typed(line) ? fill(parts.getFirst(), parts.subList(1, parts.size()), locale).orElse(line.replace(DETAIL, " ")) : line;
    }

    private static Optional<String> fill(String key, List<String> details, Locale locale) {
        ResourceBundle texts = key.startsWith(REFUSAL) ? ProblemTexts.ofSettings(locale) : ProblemTexts.in(locale);
        List<String> told = details.stream().map(detail -> detail.startsWith(ProblemReason.PREFIX) ? fill(detail, List.of(), locale).orElse(detail) : detail)
            .toList();
        return Optional.of(key).filter(texts::containsKey).map(texts::getString).map(pattern -> told.isEmpty() || pattern.contains("{0")
            ? MessagePattern.format(pattern, locale, told)
            : pattern + ProblemTexts.in(locale).getString("reason.colon") + String.join(" ", told));
    }

    /// What happened and why, without a full stop, as the texts around it have their own.
    private static Optional<String> problem(String line, Locale locale) {
        List<String> parts = List.of(line.substring(PROBLEM.length()).split(INNER, -1));
        return Arrays.stream(ProblemCode.values())
            .filter(code -> code.name().equals(parts.getFirst()) && ProblemTexts.in(locale).containsKey(code.key() + ".what")).findFirst()
            .map(code -> new Problem(code, ProblemSubject.program(), parts.subList(1, parts.size())))
            .map(problem -> String.join(ProblemTexts.in(locale).getString("reason.gap"), problem.what(locale), problem.why(locale)).replaceFirst("[.。]$", ""));
    }
}
